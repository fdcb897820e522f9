package steadfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.testkit.fuzz.Examples;
import steadfast.testkit.fuzz.FuzzReport;
import steadfast.testkit.fuzz.Fuzzer;

/** Of the OpenAPI document's requests, each a little or very much odd. */
@QuarkusTest
class NoRequestBreaksTheServiceTest extends ShopTest {

    private static final int SOME = 100;
    private static final int MANY = 5_000;
    private static final int ORDERS = 20;

    @Test
    void everyOddRequestIsTakenOrRefusedWithAProblemThatHelps() {
        requireThatAllAreAnsweredWell(SOME);
    }

    @Test
    @Tag("long")
    void soIsEveryOneOfMany() {
        requireThatAllAreAnsweredWell(MANY);
    }

    private void requireThatAllAreAnsweredWell(int cases) {
        FuzzReport report = Fuzzer.ofApplication(examples()).run(cases);

        report.requireClean();
        assertThat(report.cases()).isEqualTo(cases);
    }

    private Examples examples() {
        String sku = shop.product(1_000_000);
        Examples examples =
                new Examples()
                        .key("storefront", Shop.STOREFRONT_KEY)
                        .key("operator", Shop.OPERATOR_TOKEN)
                        .header("POST /v1/orders", "Idempotency-Key")
                        .values("sku", sku, sku, sku, shop.product(2))
                        .together(Map.of("quantity", 1, "expectedTotal", total(1)))
                        .together(Map.of("quantity", 2, "expectedTotal", Examples.ABSENT))
                        .values("paymentMethod", "card")
                        .values("title", "Test card")
                        .values("onSale", Examples.ABSENT, true)
                        .values("price.amountMinor", Shop.PRICE_MINOR)
                        .values("price.currency", "EUR");
        for (int order = 0; order < ORDERS; order++) {
            Shop.Order taken = Shop.order(sku, 1);
            examples.together(Map.of("orderId", taken.id(), "View-Token", taken.viewToken()));
        }
        return examples;
    }

    private static Map<String, Object> total(int quantity) {
        return Map.of("amountMinor", Shop.PRICE_MINOR * quantity, "currency", "EUR");
    }
}
