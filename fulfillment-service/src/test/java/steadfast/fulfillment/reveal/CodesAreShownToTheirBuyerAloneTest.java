package steadfast.fulfillment.reveal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.events.Event;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class CodesAreShownToTheirBuyerAloneTest {

    @Inject TestShop shop;

    @Test
    void theHolderOfTheViewTokenSeesTheCodesAndEachShowingIsRecorded() {
        Sku sku = shop.newSku();
        OrderId order = issued(sku, 2);

        for (int showing = 1; showing <= 2; showing++) {
            show(order, TestShop.VIEW_TOKEN)
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body("orderId", equalTo(order.toString()))
                    .body("sku", equalTo(sku.value()))
                    .body("cards.code", contains(sku + "-0", sku + "-1"))
                    .body(
                            "cards.cardId",
                            equalTo(
                                    shop.query(
                                            "select id::text from card where order_id = ? order by order_item",
                                            order.value())));
        }

        assertThat(shop.query("select storefront from reveal where order_id = ?", order.value()))
                .containsExactly("test-storefront", "test-storefront");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAB", "aaaaaaaaaaaaaaaaaaaaaa", "x", " "})
    void aWrongViewTokenFindsNothingAndShowsNothing(String token) {
        OrderId order = issued(shop.newSku(), 1);

        notFound(show(order, token));

        assertThat(shop.count("select count(*) from reveal where order_id = ?", order.value()))
                .isZero();
    }

    @Test
    void anotherStorefrontFindsNothingWithTheRightTokenWhateverBecameOfTheOrder() {
        Sku sku = shop.newSku();
        OrderId issued = issued(sku, 1);
        OrderId waiting = shop.newOrder();
        publish(shop.paid(waiting, sku, 1));
        awaitStatus(waiting, "WAITING");
        String unknown = body(TestShop.OTHER_STOREFRONT, shop.newOrder());

        assertThat(body(TestShop.OTHER_STOREFRONT, issued)).isEqualTo(unknown);
        assertThat(body(TestShop.OTHER_STOREFRONT, waiting)).isEqualTo(unknown);
        assertThat(shop.count("select count(*) from reveal where order_id = ?", issued.value()))
                .isZero();
        show(issued, TestShop.VIEW_TOKEN).statusCode(200);
    }

    @Test
    void anOrderFromBeforeStorefrontsWereNamedStaysReadable() {
        Sku sku = shop.newSku();
        OrderId order = shop.newOrder();
        shop.stock(sku, 1);
        publish(shop.paid(order, sku, 1, Instant.now(), null));
        awaitStatus(order, "ISSUED");

        show(order, TestShop.VIEW_TOKEN).statusCode(200);
        show(TestShop.OTHER_STOREFRONT, order, TestShop.VIEW_TOKEN).statusCode(200);
    }

    @Test
    void thePermissionSaidAgainNamesTheStorefrontOfAnOrderFromBefore() {
        OrderId order = shop.newOrder();
        Sku sku = shop.newSku();
        Instant before = Instant.now().minusSeconds(60);
        publish(shop.paid(order, sku, 1, before, null));
        awaitStatus(order, "WAITING");

        publish(shop.paid(order, sku, 1, Instant.now(), "test-storefront"));
        shop.stock(sku, 1);
        awaitStatus(order, "ISSUED");

        assertThat(shop.query("select storefront from issuing where order_id = ?", order.value()))
                .containsExactly("test-storefront");
        notFound(show(TestShop.OTHER_STOREFRONT, order, TestShop.VIEW_TOKEN));
        show(order, TestShop.VIEW_TOKEN).statusCode(200);
    }

    @Test
    void aMissingViewTokenAnUnknownOrderAndNoOrderAtAllLookTheSame() {
        OrderId order = issued(shop.newSku(), 1);

        notFound(
                given().header("Authorization", TestShop.STOREFRONT)
                        .get("/v1/cards/{orderId}", order.toString())
                        .then());
        notFound(show(shop.newOrder(), TestShop.VIEW_TOKEN));
        notFound(
                given().header("Authorization", TestShop.STOREFRONT)
                        .header("View-Token", TestShop.VIEW_TOKEN)
                        .get("/v1/cards/{orderId}", "nonsense")
                        .then());
    }

    @Test
    void aWaitingOrderIsARetryableConflictForItsBuyerAndUnknownToOthers() {
        OrderId order = shop.newOrder();
        publish(shop.paid(order, shop.newSku(), 1));
        awaitStatus(order, "WAITING");

        show(order, TestShop.VIEW_TOKEN)
                .statusCode(409)
                .body("type", equalTo("urn:steadfast:problem:cards-not-yet-issued"))
                .body("retryable", equalTo(true));
        notFound(show(order, "wrong"));
    }

    @Test
    void aWithdrawnOrderTellsItsBuyerThatNoCardsCome() {
        OrderId order = shop.newOrder();
        publish(shop.paid(order, shop.newSku(), 1));
        awaitStatus(order, "WAITING");
        publish(new IssueWithdrawalRequested(order, PaymentId.first(order)));
        awaitStatus(order, "WITHDRAWN");

        show(order, TestShop.VIEW_TOKEN)
                .statusCode(409)
                .body("type", equalTo("urn:steadfast:problem:cards-withdrawn"))
                .body("retryable", equalTo(false));
        notFound(show(order, "wrong"));
    }

    @Test
    void onlyAStorefrontMayAsk() {
        OrderId order = issued(shop.newSku(), 1);

        given().header("View-Token", TestShop.VIEW_TOKEN)
                .get("/v1/cards/{orderId}", order.toString())
                .then()
                .statusCode(401);
        given().header("Authorization", TestShop.OPERATOR)
                .header("View-Token", TestShop.VIEW_TOKEN)
                .get("/v1/cards/{orderId}", order.toString())
                .then()
                .statusCode(403);
    }

    @Test
    void aRevealedCardHidesItsCodeInText() {
        assertThat(new CardReveal.RevealedCard(shop.newId(), "SECRET").toString())
                .doesNotContain("SECRET");
        assertThat(
                        new CardReveal.RevealedOrder(
                                        shop.newId(),
                                        "SKU",
                                        List.of(
                                                new CardReveal.RevealedCard(
                                                        shop.newId(), "SECRET")))
                                .toString())
                .doesNotContain("SECRET");
    }

    private OrderId issued(Sku sku, int cards) {
        OrderId order = shop.newOrder();
        shop.stock(sku, cards);
        publish(shop.paid(order, sku, cards));
        awaitStatus(order, "ISSUED");
        return order;
    }

    private void publish(Event event) {
        try (TestRecords records = TestRecords.ofApplication()) {
            shop.publish(records, event);
        }
    }

    private void awaitStatus(OrderId order, String status) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(shop.status(order)).isEqualTo(status));
    }

    private static ValidatableResponse show(OrderId order, String token) {
        return show(TestShop.STOREFRONT, order, token);
    }

    private static ValidatableResponse show(String storefront, OrderId order, String token) {
        return given().header("Authorization", storefront)
                .header("View-Token", token)
                .get("/v1/cards/{orderId}", order.toString())
                .then();
    }

    private static String body(String storefront, OrderId order) {
        return show(storefront, order, TestShop.VIEW_TOKEN).statusCode(404).extract().asString();
    }

    private static void notFound(ValidatableResponse response) {
        response.statusCode(404).body("type", equalTo("urn:steadfast:problem:no-such-cards"));
    }
}
