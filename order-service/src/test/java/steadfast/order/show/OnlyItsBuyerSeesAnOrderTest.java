package steadfast.order.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;

@QuarkusTest
class OnlyItsBuyerSeesAnOrderTest extends ShopTest {

    @Test
    void theBuyerSeesTheOrderButNotItsTokenAgain() {
        Order order = Shop.order(shop.product(5), 2);

        order.shown()
                .then()
                .statusCode(200)
                .body("orderId", is(order.id()))
                .body("quantity", is(2))
                .body("$", not(hasKey("viewToken")))
                .body("$", not(hasKey("failureReason")));
    }

    @Test
    void aWrongTokenIsToldNoMoreThanAWrongOrder() {
        Order order = Shop.order(shop.product(5), 1);
        Response unknown =
                Shop.storefront()
                        .header("View-Token", order.viewToken())
                        .get("/v1/orders/" + UUID.randomUUID());

        Response wrongToken =
                Shop.storefront()
                        .header("View-Token", "A".repeat(22))
                        .get("/v1/orders/" + order.id());
        Response noToken = Shop.storefront().get("/v1/orders/" + order.id());
        Response foreign =
                Shop.storefront(Shop.OTHER_STOREFRONT_KEY)
                        .header("View-Token", order.viewToken())
                        .get("/v1/orders/" + order.id());
        Response noOrder =
                Shop.storefront()
                        .header("View-Token", order.viewToken())
                        .get("/v1/orders/nonsense");

        unknown.then().statusCode(404).body("type", is("urn:steadfast:problem:order-not-found"));
        for (Response answer : new Response[] {wrongToken, noToken, foreign, noOrder}) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.asString()).isEqualTo(unknown.asString());
        }
    }

    @Test
    void aWrongTokenPressesNoButton() {
        Order order = Shop.order(shop.product(5), 1);

        Shop.storefront()
                .header("View-Token", "A".repeat(22))
                .post("/v1/orders/" + order.id() + "/cancel")
                .then()
                .statusCode(404);
        assertThat(shop.published(order)).doesNotContain("OrderCancelRequested");
    }

    @Test
    void theOperatorCountsOrdersByStatus() {
        Map<String, Integer> before = counts();
        Shop.order(shop.product(5), 1);

        Map<String, Integer> after = counts();

        assertThat(after)
                .containsOnlyKeys(
                        "PENDING_PAYMENT",
                        "PROCESSING",
                        "COMPLETED",
                        "FAILED",
                        "EXPIRED",
                        "REFUNDING",
                        "REFUNDED");
        assertThat(sum(after)).isEqualTo(sum(before) + 1);
    }

    @Test
    void aStorefrontDoesNotCount() {
        Shop.storefront().get("/v1/order-counts").then().statusCode(403);
    }

    private static Map<String, Integer> counts() {
        return Shop.operator()
                .get("/v1/order-counts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("$", String.class, Integer.class);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
