package steadfast.order.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class AProductIsTakenOffSaleTest extends ShopTest {

    @Test
    void itIsListedButCanNoLongerBeOrdered() {
        String sku = shop.product(5);
        onSale(sku, "false").then().statusCode(200).body("onSale", is(false));

        Response refused = Shop.submit(UUID.randomUUID().toString(), sku, 1, "card");

        refused.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Retry-After", nullValue())
                .body("type", is("urn:steadfast:problem:not-on-sale"))
                .body("field", is("sku"));
        assertThat(Shop.available(sku)).isEqualTo(5);
    }

    @Test
    void itIsPutBackOnSaleWithTheSameKeyStillFree() {
        String sku = shop.product(5);
        String key = UUID.randomUUID().toString();
        onSale(sku, "false");
        Shop.submit(key, sku, 1, "card").then().statusCode(409);

        onSale(sku, "true").then().body("onSale", is(true));

        Shop.submit(key, sku, 1, "card").then().statusCode(201);
    }

    @Test
    void aListingThatSaysNothingOfItIsOnSale() {
        String sku = shop.product(5);
        onSale(sku, "false");

        shop.list(sku);

        Shop.order(sku, 1);
    }

    @Test
    void theAnswerToAnOrderThatWasTakenIsGivenAgain() {
        String sku = shop.product(5);
        String key = UUID.randomUUID().toString();
        Response taken = Shop.submit(key, sku, 1, "card");
        onSale(sku, "false");

        Response again = Shop.submit(key, sku, 1, "card");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(taken.asString());
    }

    @Test
    void anOrderThatWasTakenGoesOnAndIsPaidAgain() {
        String sku = shop.product(5);
        Shop.Order order = Shop.order(sku, 1);
        onSale(sku, "false");
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        order.awaitStatus("FAILED");

        order.asBuyer()
                .contentType(ContentType.JSON)
                .body("{\"paymentMethod\":\"card\"}")
                .post("/v1/orders/" + order.id() + "/retry")
                .then()
                .statusCode(200);
        shop.publish(order.captured(2));
        shop.publish(order.issued(2));

        order.awaitStatus("COMPLETED");
    }

    private static Response onSale(String sku, String onSale) {
        return Shop.operator()
                .contentType(ContentType.JSON)
                .body(
                        "{\"title\":\"Test card\",\"price\":{\"amountMinor\":%s,\"currency\":\"EUR\"},\"onSale\":%s}"
                                .formatted(Shop.PRICE_MINOR, onSale))
                .put("/v1/catalog/" + sku);
    }
}
