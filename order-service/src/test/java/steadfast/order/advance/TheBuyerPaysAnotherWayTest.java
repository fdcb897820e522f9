package steadfast.order.advance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;
import steadfast.testkit.TestRecord;

@QuarkusTest
class TheBuyerPaysAnotherWayTest extends ShopTest {

    private static final Instant UNTIL = Instant.parse("2126-01-01T00:00:00Z");

    @Test
    void aCodeThatWaitsIsShownWithItsDeadlineAndTheOrderStaysPending() {
        Order order = waitingForAScan(shop.product(1));

        order.shown()
                .then()
                .body("status", is("PENDING_PAYMENT"))
                .body("term", is("待支付"))
                .body("nextAction.kind", is("PAY"))
                .body("nextAction.action", is("QR:7"))
                .body("nextAction.until", is(UNTIL.toString()));
        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox"));
        shop.publish(new PaymentCancelled(order.payment(1)));
        order.awaitStatus("FAILED");
        order.shown()
                .then()
                .body("failureReason", is("PAYMENT_CLOSED"))
                .body("nextAction.kind", is("RETRY"));
    }

    @Test
    void theOpenRoundIsClosedAndThenTheNextOneStartsByTheOtherMethod() {
        String sku = shop.product(1);
        Order order = waitingForAScan(sku);

        for (int click = 0; click < 3; click++) {
            retry(order, "qr", 200)
                    .body("status", is("PENDING_PAYMENT"))
                    .body("round", is(1))
                    .body("paymentMethod", is("card"))
                    .body("nextPaymentMethod", is("qr"))
                    .body("nextAction.kind", is("WAIT"))
                    .body("nextAction.text.en", containsString("is being closed"))
                    .body("nextAction.action", nullValue());
        }
        shop.awaitPublished(order, "OrderCancelRequested");
        shop.publish(new PaymentUnresolved(order.payment(1), 2, "timeout"));
        order.awaitStatus("PROCESSING");
        assertThat(shop.published(order)).containsExactly("OrderSubmitted", "OrderCancelRequested");
        shop.publish(new PaymentCancelled(order.payment(1)));
        TestRecord asked = shop.awaitPublished(order, "OrderRetryRequested");

        assertThat(asked.value())
                .contains("\"paymentId\":\"" + order.payment(2) + "\"")
                .contains("\"paymentMethod\":\"qr\"");
        order.shown()
                .then()
                .body("status", is("PROCESSING"))
                .body("round", is(2))
                .body("paymentMethod", is("qr"))
                .body("nextPaymentMethod", nullValue());
        assertThat(Shop.available(sku)).isZero();
        shop.publish(order.captured(2));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(order.issued(2));
        order.awaitStatus("COMPLETED");
        assertThat(shop.published(order))
                .containsOnlyOnce("OrderCancelRequested", "OrderRetryRequested");
    }

    @Test
    void aDeclineOfTheOpenRoundStartsTheNextOneToo() {
        Order order = waitingForAScan(shop.product(1));
        retry(order, "qr", 200);

        shop.publish(new PaymentDeclined(order.payment(1), "expired-card"));
        shop.awaitPublished(order, "OrderRetryRequested");

        assertThat(shop.published(order)).doesNotContain("OrderFailed");
    }

    @Test
    void aScanInTheLastMomentPaysForTheOrder() {
        Order order = waitingForAScan(shop.product(1));
        retry(order, "qr", 200);

        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(new PaymentCancelled(order.payment(1)));
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");

        order.shown().then().body("nextPaymentMethod", nullValue());
        assertThat(shop.published(order)).doesNotContain("OrderRetryRequested", "RefundRequested");
        retry(order, "qr", 409).body("type", is("urn:steadfast:problem:not-retryable"));
    }

    @Test
    void theLastWishCountsAndACancelDropsItAndIsDroppedByOne() {
        Order order = waitingForAScan(shop.product(1));
        retry(order, "qr", 200).body("nextPaymentMethod", is("qr"));
        retry(order, "card", 200).body("nextPaymentMethod", is("card"));
        cancel(order).body("nextPaymentMethod", nullValue());
        retry(order, "card-declined", 200).body("nextPaymentMethod", is("card-declined"));
        cancel(order).body("nextAction.text.en", containsString("being cancelled"));

        shop.publish(new PaymentCancelled(order.payment(1)));
        order.awaitStatus("FAILED");

        order.shown().then().body("failureReason", is("CANCELLED_BY_BUYER"));
        shop.awaitPublished(order, "OrderFailed");
        assertThat(shop.published(order))
                .containsExactly("OrderSubmitted", "OrderCancelRequested", "OrderFailed");
    }

    @Test
    void aRepairSaysOnlyWhatTheRunningRoundIsAbout() {
        Order order = Shop.order(shop.product(1), 1);
        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox"));
        order.awaitStatus("PROCESSING");
        retry(order, "qr", 200);
        shop.publish(new PaymentCancelled(order.payment(1)));
        shop.awaitPublished(order, "OrderRetryRequested");

        shop.publish(new RepairRequested(order.orderId(), Owner.ORDER, "PaymentStarted"));
        await().atMost(Shop.LIMIT).until(() -> shop.published(order).size() == 4);

        assertThat(shop.published(order))
                .containsExactly(
                        "OrderSubmitted",
                        "OrderCancelRequested",
                        "OrderRetryRequested",
                        "OrderRetryRequested");
    }

    @Test
    void aMethodThatTheShopDoesNotOfferChangesNothing() {
        Order order = waitingForAScan(shop.product(1));

        retry(order, "cheque", 422);

        order.shown().then().body("nextPaymentMethod", nullValue());
        assertThat(shop.published(order)).containsExactly("OrderSubmitted");
    }

    private Order waitingForAScan(String sku) {
        Order order = Shop.order(sku, 1);
        shop.publish(new PaymentActionRequired(order.payment(1), "QR:7", UNTIL));
        await().atMost(Shop.LIMIT).until(() -> "PAY".equals(order.shown().path("nextAction.kind")));
        return order;
    }

    private static ValidatableResponse retry(Order order, String method, int status) {
        return order.asBuyer()
                .contentType(ContentType.JSON)
                .body("{\"paymentMethod\":\"" + method + "\"}")
                .post("/v1/orders/" + order.id() + "/retry")
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse cancel(Order order) {
        return order.asBuyer().post("/v1/orders/" + order.id() + "/cancel").then().statusCode(200);
    }
}
