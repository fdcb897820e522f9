package steadfast.order.submit;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class ABadRequestIsExplainedTest extends ShopTest {

    private static final String GOOD =
            "{\"sku\":\"ANY\",\"quantity\":1,\"paymentMethod\":\"card\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":1|\"quantity\":0|quantity",
                "\"quantity\":1|\"quantity\":-1|quantity",
                "\"quantity\":1|\"quantity\":101|quantity",
                "\"quantity\":1|\"quantity\":99999999999|quantity",
                "\"quantity\":1|\"quantity\":1.9|quantity",
                "\"quantity\":1|\"quantity\":\"7\"|quantity",
                "\"quantity\":1|\"quantity\":null|quantity",
                "\"quantity\":1,|''|quantity",
                "\"sku\":\"ANY\",|''|sku",
                "\"ANY\"|null|sku",
                "\"ANY\"|\"\"|sku",
                "\"ANY\"|\"no spaces\"|sku",
                "\"card\"|null|paymentMethod",
                "\"card\"|7|paymentMethod",
                "\"card\"|\"\"|paymentMethod",
                "\"card\"|\"a\\nb\"|paymentMethod",
                "\"card\"|\"\\u0000\"|paymentMethod",
                "\"ANY\"|\"\\ud800\"|sku",
                "\"card\"}|\"card\",\"expectedTotal\":5000}|expectedTotal",
                "\"card\"}|\"card\",\"expectedTotal\":{\"amountMinor\":1}}|expectedTotal.currency",
                "\"card\"}|\"card\",\"expectedTotal\":{\"amountMinor\":-1,\"currency\":\"EUR\"}}|expectedTotal.amountMinor",
                "\"card\"}|\"card\",\"expectedTotal\":{\"amountMinor\":1,\"currency\":\"RMB\"}}|expectedTotal.currency",
                "\"card\"}|\"card\",\"price\":1}|price",
                "\"card\"}|\"card\",\"total\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|total",
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String good, String bad, String field) {
        post(GOOD.replace(good, bad))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:invalid-field"))
                .body("field", is(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "7"})
    void whatIsNoOrderIsRefused(String body) {
        post(body).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aProductThatIsNotListedIsUnknown() {
        post(GOOD)
                .then()
                .statusCode(422)
                .body("type", is("urn:steadfast:problem:unknown-sku"))
                .body("field", is("sku"));
    }

    @Test
    void aPaymentMethodThatIsNotOfferedIsRefusedAndTheOfferedAreNamed() {
        String sku = shop.product(1);

        post(Shop.body(sku, 1, "shells"))
                .then()
                .statusCode(422)
                .body("type", is("urn:steadfast:problem:unsupported-payment-method"))
                .body("field", is("paymentMethod"))
                .body("detail", containsString("card"));
    }

    @Test
    void aProblemIsToldInChineseToWhomAsksForIt() {
        request(Shop.storefront())
                .header("Accept-Language", "zh-CN")
                .body(GOOD)
                .post("/v1/orders")
                .then()
                .statusCode(422)
                .body("title", is("没有该商品"));
    }

    @Test
    void nobodyOrdersWithoutAStorefrontsKey() {
        request(io.restassured.RestAssured.given())
                .body(GOOD)
                .post("/v1/orders")
                .then()
                .statusCode(401);
        request(Shop.storefront("wrong")).body(GOOD).post("/v1/orders").then().statusCode(401);
        request(Shop.operator()).body(GOOD).post("/v1/orders").then().statusCode(403);
    }

    private static Response post(String body) {
        return request(Shop.storefront()).body(body).post("/v1/orders");
    }

    private static RequestSpecification request(RequestSpecification caller) {
        return caller.header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON);
    }
}
