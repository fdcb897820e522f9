package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

/** Who holds a storefront's key, and tries Idempotency-Keys with bodies that cost nothing. */
@QuarkusTest
class TryingKeysTellsNothingTest extends ShopTest {

    @Test
    void anUnknownSku() {
        assertTellsNothing(Shop.body("NO-SUCH-SKU", 1, "card"), "unknown-sku");
    }

    @Test
    void anUnknownPaymentMethod() {
        assertTellsNothing(Shop.body(shop.product(5), 1, "cowries"), "unsupported-payment-method");
    }

    @Test
    void moreThanThereIs() {
        assertTellsNothing(Shop.body(shop.product(5), 6, "card"), "out-of-stock");
    }

    @Test
    void anotherPrice() {
        String body =
                "{\"sku\":\"%s\",\"quantity\":1,\"paymentMethod\":\"card\",\"expectedTotal\":{\"amountMinor\":1,\"currency\":\"EUR\"}}"
                        .formatted(shop.product(5));
        assertTellsNothing(body, "price-changed");
    }

    @Test
    void whatIsOffSale() {
        String sku = shop.product(5);
        Shop.operator()
                .contentType(ContentType.JSON)
                .body(
                        "{\"title\":\"Test card\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"},\"onSale\":false}")
                .put("/v1/catalog/" + sku)
                .then()
                .statusCode(200);
        assertTellsNothing(Shop.body(sku, 1, "card"), "not-on-sale");
    }

    @Test
    void theSameRequestAgainIsAnsweredAlthoughItWouldBeRefusedNow() {
        String sku = shop.product(1);
        String key = UUID.randomUUID().toString();
        Response first = Shop.submit(key, sku, 1, "card");

        Response again = Shop.submit(key, sku, 1, "card");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    private void assertTellsNothing(String body, String problem) {
        String known = UUID.randomUUID().toString();
        Shop.submit(known, shop.product(5), 1, "card").then().statusCode(201);

        Response ofKnown = submit(known, body);
        Response ofUnknown = submit(UUID.randomUUID().toString(), body);

        assertThat(ofKnown.<String>path("type")).isEqualTo("urn:steadfast:problem:" + problem);
        assertThat(ofKnown.statusCode()).isEqualTo(ofUnknown.statusCode());
        assertThat(ofKnown.asString()).isEqualTo(ofUnknown.asString());
        assertThat(ofKnown.header("Retry-After")).isEqualTo(ofUnknown.header("Retry-After"));
    }

    private static Response submit(String key, String body) {
        return Shop.storefront()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/orders");
    }
}
