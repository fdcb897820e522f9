package steadfast.fulfillment.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.fulfillment.store.Stock;
import steadfast.testkit.RealBrokerAndDatabase;

/** An import of a million codes has its SKU's lock for long; here a transaction of ours has it. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class AGreatImportHoldsUpNoOtherSkuTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject TestShop shop;
    @Inject Stock stock;

    @Test
    void ordersOfOtherSkusAreCountedWhileASkuIsLocked() {
        Sku locked = shop.newSku();
        Sku other = shop.newSku();
        shop.stock(locked, 1);

        OrderId[] orders = new OrderId[2];
        QuarkusTransaction.requiringNew()
                .timeout(120)
                .run(() -> {
                    stock.lock(locked);
                    orders[0] = shop.pay(locked, 2);
                    await().atMost(LIMIT)
                            .untilAsserted(
                                    () -> assertThat(shop.status(orders[0])).isEqualTo("COUNTING"));
                    orders[1] = shop.pay(other, 1);
                    await().atMost(LIMIT)
                            .untilAsserted(
                                    () -> assertThat(shop.status(orders[1])).isEqualTo("WAITING"));
                });

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.status(orders[0])).isEqualTo("WAITING"));
    }
}
