package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class NobodyPaysAnotherPriceThanWasShownTest extends ShopTest {

    @Test
    void theExpectedTotalIsThePriceOfAllPieces() {
        String sku = shop.product(5);

        submit(newKey(), sku, 2, 2 * Shop.PRICE_MINOR, "EUR")
                .then()
                .statusCode(201)
                .body("total.amountMinor", is(2500));
    }

    @Test
    void anotherPriceIsToldAndNothingIsTaken() {
        String sku = shop.product(5);
        price(sku, 9900, "EUR");

        Response refused = submit(newKey(), sku, 2, 2 * Shop.PRICE_MINOR, "EUR");

        refused.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Retry-After", nullValue())
                .body("type", is("urn:steadfast:problem:price-changed"))
                .body("field", is("expectedTotal"))
                .body("retryable", is(false))
                .body("total.amountMinor", is(19800))
                .body("total.currency", is("EUR"))
                .body("detail", containsString("19800"));
        assertThat(Shop.available(sku)).isEqualTo(5);
    }

    @Test
    void aLowerPriceIsAnotherPriceTooAndSoIsAnotherCurrency() {
        String sku = shop.product(5);

        submit(newKey(), sku, 1, Shop.PRICE_MINOR + 1, "EUR").then().statusCode(409);
        submit(newKey(), sku, 1, Shop.PRICE_MINOR, "USD").then().statusCode(409);
    }

    @Test
    void theSameKeyOrdersAtTheNewPrice() {
        String sku = shop.product(5);
        String key = newKey();
        price(sku, 9900, "EUR");
        submit(key, sku, 1, Shop.PRICE_MINOR, "EUR").then().statusCode(409);

        Response taken = submit(key, sku, 1, 9900, "EUR");

        taken.then().statusCode(201).body("total.amountMinor", is(9900));
        assertThat(Shop.available(sku)).isEqualTo(4);
    }

    @Test
    void anOrderThatWasTakenIsAnsweredAgainWhateverThePriceIsNow() {
        String sku = shop.product(5);
        String key = newKey();
        Response taken = submit(key, sku, 1, Shop.PRICE_MINOR, "EUR");
        price(sku, 9900, "EUR");

        Response again = submit(key, sku, 1, Shop.PRICE_MINOR, "EUR");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(taken.asString());
    }

    @Test
    void anotherExpectationUnderTheKeyOfAnOrderIsAnotherRequest() {
        String sku = shop.product(5);
        String key = newKey();
        submit(key, sku, 1, Shop.PRICE_MINOR, "EUR").then().statusCode(201);
        price(sku, 9900, "EUR");

        submit(key, sku, 1, 9900, "EUR")
                .then()
                .statusCode(422)
                .body("type", is("urn:steadfast:problem:idempotency-key-reused"));
        Shop.submit(key, sku, 1, "card").then().statusCode(422);
    }

    @Test
    void withoutAnExpectationTheRequestIsTheOneItWasBeforeThereWasAny() {
        assertThat(new SubmitRequest(new steadfast.events.Sku("A"), 1, "card", null).sha256())
                // printf 'A\n1\ncard' | sha256sum
                .isEqualTo("c824fa3fef6775af4157955c6922810b57bf159d616e553ca931177575910e30");
    }

    private static Response submit(
            String key, String sku, int quantity, long expectedMinor, String currency) {
        String order = Shop.body(sku, quantity, "card");
        return Shop.storefront()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(
                        order.replace(
                                "}",
                                ",\"expectedTotal\":{\"amountMinor\":%s,\"currency\":\"%s\"}}"
                                        .formatted(expectedMinor, currency)))
                .post("/v1/orders");
    }

    private static void price(String sku, long amountMinor, String currency) {
        Shop.operator()
                .contentType(ContentType.JSON)
                .body(
                        "{\"title\":\"Test card\",\"price\":{\"amountMinor\":%s,\"currency\":\"%s\"}}"
                                .formatted(amountMinor, currency))
                .put("/v1/catalog/" + sku)
                .then()
                .statusCode(200);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
