package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.launcher.shop.GatewayAccess;
import steadfast.system.ShopClient.Movement;
import steadfast.system.ShopClient.Placed;

@Tag("long")
@ExtendWith(SystemShop.Extension.class)
class TwoGatewaysIT {

    @ParameterizedTest
    @CsvSource({"card, sandbox, sandbox-b", "wallet, sandbox-b, sandbox"})
    void aPaymentIsAtTheGatewayOfItsMethodAlone(
            String method, String charged, String other, SystemShop shop, ShopClient client) {
        String sku = "AT-" + charged;
        client.stock(sku, 900, Codes.some(sku, 1));

        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, method);
        client.awaitStatus(order, "COMPLETED");

        assertThat(client.movements(gateway(shop, charged), order))
                .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", 900));
        assertThat(client.movements(gateway(shop, other), order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"qr, sandbox", "wallet-qr, sandbox-b"})
    void aBuyerScansAndTheGatewaysCallBringsTheCards(
            String method, String charged, SystemShop shop, ShopClient client) {
        String sku = "SCAN-" + charged;
        client.stock(sku, 900, Codes.some(sku, 1));
        Placed order = client.place(UUID.randomUUID().toString(), sku, 1, method);

        client.scan(client.awaitAction(order));

        client.awaitStatus(order, "COMPLETED");
        assertThat(client.codes(order)).hasSize(1);
        assertThat(client.movements(gateway(shop, charged), order))
                .containsExactly(new Movement("CAPTURE", order.orderId() + "-1", 900));
    }

    @Test
    void aRoundByAnotherMethodMovesToThatMethodsGateway(SystemShop shop, ShopClient client) {
        client.stock("MOVES", 900, Codes.some("MOVES", 1));
        Placed order = client.place(UUID.randomUUID().toString(), "MOVES", 1, "qr");
        client.awaitAction(order);
        client.cancel(order);
        client.awaitStatus(order, "FAILED");

        client.retry(order, "wallet");

        client.awaitStatus(order, "COMPLETED");
        assertThat(client.movements(gateway(shop, "sandbox"), order)).isEmpty();
        assertThat(client.movements(gateway(shop, "sandbox-b"), order))
                .isEqualTo(List.of(new Movement("CAPTURE", order.orderId() + "-2", 900)));
    }

    private static GatewayAccess gateway(SystemShop shop, String name) {
        return shop.running().gateways().stream()
                .filter(gateway -> gateway.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
