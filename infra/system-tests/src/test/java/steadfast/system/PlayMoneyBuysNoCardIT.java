package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.client.HttpAnswer;
import steadfast.launcher.process.LaunchFailure;
import steadfast.system.ShopClient.Placed;
import steadfast.testkit.alipay.AlipayBook;
import steadfast.testkit.alipay.AlipayDouble;
import steadfast.testkit.alipay.TestKeys;

/** A whole shop, as the launcher starts it where somebody has Alipay's credentials. */
@Tag("long")
class PlayMoneyBuysNoCardIT {
    private static final TestKeys ALIPAYS = TestKeys.generate();
    private static final TestKeys MERCHANTS = TestKeys.generate();
    private static final List<String> SANDBOXES_METHODS =
            List.of("card", "qr", "wallet", "wallet-qr", "card-timeout-after", "script:charge=ok");

    private @Nullable SystemShop shop;
    private @Nullable AlipayDouble alipay;

    @AfterEach
    void stop() throws IOException {
        if (shop != null) {
            shop.stop();
        }
        if (alipay != null) {
            alipay.close();
        }
    }

    @Test
    void onlyWhatAlipayHasBuysACard() throws IOException {
        AlipayDouble gateway = alipay();
        SystemShop started = SystemShop.start(credentials(gateway));
        shop = started;
        ShopClient client = new ShopClient(started.running());
        client.stock("REAL", 5_000, Codes.some("REAL", 2));

        for (String method : SANDBOXES_METHODS) {
            HttpAnswer refused = client.order(UUID.randomUUID().toString(), "REAL", 1, method);
            assertThat(refused.status()).as(method + ": " + refused.text()).isBetween(400, 499);
        }
        assertThat(client.available("REAL")).isEqualTo(2);
        assertThat(started.running().gateways()).as("sandboxes").isEmpty();

        Placed order = client.place(UUID.randomUUID().toString(), "REAL", 1, "alipay");
        client.awaitAction(order);
        assertThat(client.cards(order).status()).isEqualTo(404);

        AlipayBook.Trade trade = gateway.book().scan(order.orderId().replace('-', '_') + "_1");
        trade.pay();
        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).hasSize(1);
        assertThat(client.show(order).json().has("test")).isFalse();
        await().atMost(ShopClient.PATIENCE).until(() -> client.available("REAL") == 1);
    }

    @Test
    void aShopThatOffersWhatOnlyPlayMoneyBuysDoesNotStart() throws IOException {
        Map<String, String> settings = credentials(alipay());
        settings.put("STEADFAST_ORDER_PAYMENT_METHODS", "alipay,card");

        assertThatThrownBy(() -> SystemShop.start(settings))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("STEADFAST_ORDER_PAYMENT_METHODS offers 'card'");
    }

    private AlipayDouble alipay() throws IOException {
        AlipayDouble started = new AlipayDouble(ALIPAYS, MERCHANTS);
        alipay = started;
        return started;
    }

    private static Map<String, String> credentials(AlipayDouble gateway) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ALIPAY_URL", gateway.address().resolve("/gateway.do").toString());
        settings.put("ALIPAY_APP_ID", AlipayDouble.APP_ID);
        settings.put("ALIPAY_SELLER_ID", AlipayDouble.SELLER_ID);
        settings.put("ALIPAY_PRIVATE_KEY", MERCHANTS.privateKey());
        settings.put("ALIPAY_PUBLIC_KEY", ALIPAYS.publicKey());
        settings.put("ALIPAY_CALLBACK_URL", "https://shop.example/v1/callbacks/alipay");
        // No callback reaches us from there.
        settings.put("STEADFAST_RECONCILER_POLL_AFTER", "PT1S");
        settings.put("STEADFAST_RECONCILER_POLL_AT_MOST", "PT2S");
        return settings;
    }
}
