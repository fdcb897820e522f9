package steadfast.order.advance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.DeclineKind;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.events.Sku;
import steadfast.order.Shop;
import steadfast.order.Shop.Order;
import steadfast.order.ShopTest;
import steadfast.testkit.TestRecord;

@QuarkusTest
class OrdersFollowTheNewsTest extends ShopTest {

    @Test
    void aPaidOrderGetsItsCardsAndIsCompleted() {
        String sku = shop.product(5);
        Order order = Shop.order(sku, 2);

        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox"));
        order.awaitStatus("PROCESSING");
        shop.publish(order.captured(1));
        TestRecord paid = shop.awaitPublished(order, "OrderPaid");
        assertThat(order.status()).isEqualTo("PROCESSING");
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");

        assertThat(paid.value()).contains("viewTokenSha256").doesNotContain(order.viewToken());
        shop.awaitPublished(order, "OrderCompleted");
        assertThat(shop.published(order))
                .containsExactly("OrderSubmitted", "OrderPaid", "OrderCompleted");
        assertThat(Shop.available(sku)).isEqualTo(3);
        order.shown().then().body("nextAction.kind", is("COLLECT_CARDS"));
    }

    @Test
    void everythingTwiceLateAndInAnyOrderSaysNothingTwice() {
        String sku = shop.product(5);
        Order order = Shop.order(sku, 1);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");

        shop.publish(new PaymentUnresolved(order.payment(1), 1, "timeout"));
        shop.publish(order.captured(1));
        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox"));
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        shop.publish(new PaymentCancelled(order.payment(1)));
        shop.publish(order.issued(1));
        shop.publish(new StockShort(order.orderId(), order.payment(1), new Sku(sku), 1, 0));
        awaitHandled(order);

        assertThat(order.status()).isEqualTo("COMPLETED");
        assertThat(shop.published(order))
                .startsWith("OrderSubmitted", "OrderPaid", "OrderCompleted")
                .filteredOn(type -> !type.equals("OrderCompleted"))
                .hasSize(2);
        assertThat(Shop.available(sku)).isEqualTo(4);
    }

    @Test
    void cardsThatAreHeardOfBeforeTheirPaymentCompleteNothingYet() {
        Order order = Shop.order(shop.product(5), 1);

        shop.publish(order.issued(1));
        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox"));
        order.awaitStatus("PROCESSING");
        awaitHandled(order);
        assertThat(order.status()).isEqualTo("PROCESSING");

        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");
    }

    @Test
    void aDeclinedOrderFailsWithAReasonLetsItsStockGoAndMayBePaidAgain() {
        String sku = shop.product(2);
        Order order = Shop.order(sku, 2);
        shop.publish(new PaymentDeclined(order.payment(1), "insufficient-funds"));
        order.awaitStatus("FAILED");
        order.shown()
                .then()
                .body("failureReason", is("PAYMENT_DECLINED"))
                .body("failureDetail", is("insufficient-funds"))
                .body("nextAction.kind", is("RETRY"));
        assertThat(Shop.available(sku)).isEqualTo(2);

        retry(order, 200).then().body("status", is("PROCESSING")).body("round", is(2));
        retry(order, 200).then().body("round", is(2));

        TestRecord asked = shop.awaitPublished(order, "OrderRetryRequested");
        assertThat(asked.value()).contains("\"paymentId\":\"" + order.payment(2) + "\"");
        assertThat(Shop.available(sku)).isZero();
        shop.publish(order.captured(2));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(order.issued(2));
        order.awaitStatus("COMPLETED");
        assertThat(Shop.available(sku)).isZero();
    }

    @Test
    void anOrderThatIsPaidWithPlayMoneySaysSoOnceItsPaymentHasStarted() {
        Order order = Shop.order(shop.product(1), 1);
        order.shown().then().body("$", not(hasKey("test")));

        shop.publish(new PaymentStarted(order.payment(1), 1, "sandbox", true));
        order.awaitStatus("PROCESSING");
        order.shown().then().body("test", is(true));

        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");
        shop.publish(order.issued(1));
        order.awaitStatus("COMPLETED");
        order.shown().then().body("test", is(true));
    }

    @Test
    void aThiefIsNotToldThatTheCardIsKnownToBeStolen() {
        Order order = Shop.order(shop.product(1), 1);

        shop.publish(new PaymentDeclined(order.payment(1), "stolen_card"));

        order.awaitStatus("FAILED");
        order.shown()
                .then()
                .body("failureReason", is("PAYMENT_DECLINED"))
                .body("failureDetail", is("generic_decline"));
    }

    @Test
    void whatNobodyCanPayThisWayFailsAtOnceInBothLanguagesAndIsPaidAnotherWay() {
        Order order = Shop.order(shop.product(1), 1);

        shop.publish(
                new PaymentDeclined(
                        order.payment(1), "amount-too-small", DeclineKind.NOT_PAYABLE_THIS_WAY));

        order.awaitStatus("FAILED");
        order.shown()
                .then()
                .body("failureReason", is("NOT_PAYABLE_THIS_WAY"))
                .body("failureDetail", is("amount-too-small"))
                .body("failureText.en", containsString("Choose another payment method"))
                .body("failureText.zh", containsString("请更换支付方式"))
                .body("nextAction.kind", is("RETRY"));
        assertThat(shop.awaitPublished(order, "OrderFailed").value())
                .contains("\"reason\":\"NOT_PAYABLE_THIS_WAY\"");
        retry(order, 200).then().body("status", is("PROCESSING")).body("round", is(2));
    }

    @Test
    void aRetryWithoutStockIsRefusedAndChangesNothing() {
        String sku = shop.product(1);
        Order order = Shop.order(sku, 1);
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        order.awaitStatus("FAILED");
        Shop.order(sku, 1);

        retry(order, 409).then().body("type", is("urn:steadfast:problem:out-of-stock"));

        assertThat(order.status()).isEqualTo("FAILED");
        assertThat(shop.published(order)).doesNotContain("OrderRetryRequested");
    }

    @Test
    void anOrderThatIsPaidIsNotPaidAgain() {
        Order order = Shop.order(shop.product(5), 1);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        retry(order, 409).then().body("type", is("urn:steadfast:problem:not-retryable"));
        order.asBuyer()
                .post("/v1/orders/" + order.id() + "/cancel")
                .then()
                .statusCode(409)
                .body("type", is("urn:steadfast:problem:not-cancellable"));
    }

    @Test
    void aCancelEndsWhenTheGatewayConfirmsIt() {
        String sku = shop.product(1);
        Order order = Shop.order(sku, 1);
        for (int click = 0; click < 3; click++) {
            order.asBuyer()
                    .post("/v1/orders/" + order.id() + "/cancel")
                    .then()
                    .statusCode(200)
                    .body("status", is("PENDING_PAYMENT"));
        }
        shop.awaitPublished(order, "OrderCancelRequested");

        shop.publish(new PaymentCancelled(order.payment(1)));
        order.awaitStatus("FAILED");

        order.shown().then().body("failureReason", is("CANCELLED_BY_BUYER"));
        shop.awaitPublished(order, "OrderFailed");
        assertThat(shop.published(order))
                .containsExactly("OrderSubmitted", "OrderCancelRequested", "OrderFailed");
        assertThat(Shop.available(sku)).isEqualTo(1);
    }

    @Test
    void theBuyerSeesWhatToDo() {
        Order order = Shop.order(shop.product(1), 1);

        shop.publish(
                new PaymentActionRequired(
                        order.payment(1),
                        "https://pay.example/7",
                        java.time.Instant.parse("2126-01-01T00:00:00Z")));
        await().atMost(Shop.LIMIT).until(() -> "PAY".equals(order.shown().path("nextAction.kind")));

        order.shown()
                .then()
                .body("status", is("PENDING_PAYMENT"))
                .body("nextAction.action", is("https://pay.example/7"));
    }

    @Test
    void aCaptureAfterTheEndGoesBackAndNeverToCards() {
        String sku = shop.product(1);
        Order order = Shop.order(sku, 1);
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        order.awaitStatus("FAILED");

        shop.publish(order.captured(1));
        order.awaitStatus("REFUNDING");
        shop.publish(new PaymentRefunded(order.payment(1), 1, order.total()));
        order.awaitStatus("REFUNDED");

        shop.awaitPublished(order, "OrderRefunded");
        assertThat(shop.published(order))
                .containsExactly(
                        "OrderSubmitted", "OrderFailed", "RefundRequested", "OrderRefunded");
        assertThat(Shop.available(sku)).isEqualTo(1);
    }

    @Test
    void theSecondCaptureOfAnotherRoundGoesBackWhileTheOrderGoesOn() {
        Order order = Shop.order(shop.product(5), 1);
        shop.publish(new PaymentDeclined(order.payment(1), "no"));
        order.awaitStatus("FAILED");
        retry(order, 200);
        shop.publish(order.captured(2));
        shop.awaitPublished(order, "OrderPaid");

        shop.publish(order.captured(1));
        shop.publish(order.captured(1));
        TestRecord back = shop.awaitPublished(order, "RefundRequested");
        shop.publish(order.issued(2));
        order.awaitStatus("COMPLETED");

        assertThat(back.value()).contains("\"paymentId\":\"" + order.payment(1) + "\"");
        shop.awaitPublished(order, "OrderCompleted");
        assertThat(shop.published(order)).containsOnlyOnce("RefundRequested", "OrderPaid");
    }

    @Test
    void aPersonsRefundOfAPaidOrderWaitsForItsCardsToBeWithdrawn() {
        String sku = shop.product(3);
        Order order = Shop.order(sku, 3);
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");

        shop.publish(
                new ReviewDecided(
                        UUID.randomUUID(),
                        order.orderId(),
                        order.payment(1),
                        Decision.REFUND,
                        "olga",
                        "PROCESSING",
                        1));
        shop.awaitPublished(order, "IssueWithdrawalRequested");
        assertThat(shop.published(order)).doesNotContain("RefundRequested");
        shop.publish(new IssueWithdrawn(order.orderId(), order.payment(1)));
        order.awaitStatus("REFUNDING");
        assertThat(Shop.available(sku)).isZero();
        shop.publish(new PaymentRefunded(order.payment(1), 1, order.total()));
        order.awaitStatus("REFUNDED");

        assertThat(Shop.available(sku)).isEqualTo(3);
    }

    @Test
    void aRepairSaysTheLastEventsAgainUnderTheSameIds() {
        Order order = Shop.order(shop.product(1), 1);
        TestRecord first = shop.awaitPublished(order, "OrderSubmitted");

        shop.publish(new RepairRequested(order.orderId(), Owner.ORDER, "PaymentStarted"));
        await().atMost(Shop.LIMIT).until(() -> shop.published(order).size() == 2);

        List<TestRecord> published = records.all("order-events", order.id());
        assertThat(published).extracting(TestRecord::id).containsOnly(first.id());
        assertThat(published).extracting(TestRecord::value).containsOnly(first.value());
    }

    @Test
    void whatContradictsItsOrderIsKeptForAPerson() {
        Order order = Shop.order(shop.product(1), 1);

        shop.publish(new PaymentSucceeded(order.payment(1), new Money(1, "EUR"), Shop.AT));
        TestRecord dead = shop.awaitDead(order, "payment-events");

        assertThat(dead.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(order.status()).isEqualTo("PENDING_PAYMENT");
        shop.publish(order.captured(1));
        shop.awaitPublished(order, "OrderPaid");
    }

    @Test
    void newsOfAnUnknownOrderIsKeptForAPerson() {
        Order unknown = new Order(UUID.randomUUID().toString(), "", "ANY", 1);

        shop.publish(unknown.captured(1));

        assertThat(shop.awaitDead(unknown, "payment-events").headers())
                .containsEntry("failure-kind", "contradiction");
    }

    private static io.restassured.response.Response retry(Order order, int status) {
        return order.asBuyer()
                .contentType(ContentType.JSON)
                .body("{\"paymentMethod\":\"card\"}")
                .post("/v1/orders/" + order.id() + "/retry")
                .then()
                .statusCode(status)
                .extract()
                .response();
    }

    /**
     * Waits until what was said of the order has been handled, on all three topics: each is asked
     * to repeat, which is heard in order of its own topic only, so the other two get a marker of
     * their own that ends as a dead letter.
     */
    private void awaitHandled(Order order) {
        Order marker = new Order(order.id(), order.viewToken(), order.sku(), 99);
        shop.publish(new PaymentSucceeded(order.payment(1), new Money(2, "EUR"), Shop.AT));
        shop.publish(marker.issued(1));
        records.await(
                "order-service.dlt",
                r -> order.id().equals(r.key()) && String.valueOf(r.value()).contains("2,"),
                Shop.LIMIT);
        records.await(
                "order-service.dlt",
                r -> order.id().equals(r.key()) && String.valueOf(r.value()).contains(":99"),
                Shop.LIMIT);
    }
}
