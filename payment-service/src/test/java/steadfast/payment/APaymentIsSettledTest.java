package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.World.AMOUNT;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Decision;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.PaymentCheckRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.ScriptedGateway.Weather;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class APaymentIsSettledTest {
    private static final Money OTHER_AMOUNT = new Money(100, "CNY");

    @Inject World world;
    @Inject ScriptedGateway gateway;

    @Test
    void aRefundAskedForTwiceIsPaidBackOnce() {
        OrderId order = world.newOrder();
        PaymentId payment = captured(order);
        var request = new RefundRequested(order, payment, 1, AMOUNT, "too late");

        world.publish(request);
        world.publish(request);

        world.awaitState(payment, PaymentState.Refunded.class);
        world.awaitQuiet(order);
        assertThat(gateway.refunds(order)).isEqualTo(1);
        assertThat(gateway.operations(order)).containsExactly("charge", "refund");
    }

    @Test
    void aRefundRefusedForGoodIsSaidSoAndTheNextNumberMayTry() {
        OrderId order = world.newOrder();
        PaymentId payment = captured(order);
        world.publish(new RefundRequested(order, payment, 1, AMOUNT, "refuse-me"));
        var refused = world.awaitState(payment, PaymentState.RefundRefused.class);
        assertThat(refused.reason()).isEqualTo("not-refundable");

        world.publish(new RefundRequested(order, payment, 2, AMOUNT, "by a person"));

        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(world.awaitPublished(order, published -> published.size() >= 4))
                .containsExactly(
                        "PaymentStarted",
                        "PaymentSucceeded",
                        "PaymentRefundRefused",
                        "PaymentRefunded");
    }

    @Test
    void aRefundThatNobodyAnsweredStaysOpenAndIsSentAgainUnderItsKey() {
        OrderId order = world.newOrder();
        PaymentId payment = captured(order);
        var request = new RefundRequested(order, payment, 1, AMOUNT, "too late");
        gateway.expect(order, Weather.UNKNOWN_AFTER, Weather.UNKNOWN);
        TestRecord buried = world.publishAndBury(request, 1);
        assertThat(buried.headers()).containsEntry("failure-kind", "gateway-unknown");
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Refunding.class);

        world.publish(request);

        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(gateway.refunds(order)).isEqualTo(1);
    }

    @Test
    void aRefundOfNothingCapturedWaitsOrIsBuried() {
        OrderId order = world.newOrder();
        PaymentId payment = PaymentId.first(order);
        var request = new RefundRequested(order, payment, 1, AMOUNT, "too late");
        TestRecord early = world.publishAndBury(request, 1);
        world.publish(submitted(order, "card-declined"));
        world.awaitState(payment, PaymentState.Declined.class);

        TestRecord contradiction = world.publishAndBury(request, 2);

        assertThat(early.headers()).containsEntry("failure-kind", "too-early");
        assertThat(contradiction.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(gateway.refunds(order)).isZero();
    }

    @Test
    void alsoAQueriedCaptureOnlyMakesUsAsk() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN_AFTER);

        world.publish(finding(payment, Source.QUERY, Verdict.CAPTURED));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query", "query");
    }

    @Test
    void aForgedFindingMovesNothing() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.ActionRequired.class);

        world.publish(finding(payment, Source.QUERY, Verdict.CAPTURED));

        world.awaitQuiet(order);
        assertThat(world.state(payment)).isInstanceOf(PaymentState.ActionRequired.class);
    }

    @Test
    void aClaimedCaptureOnlyMakesUsAsk() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.ActionRequired.class);

        world.publish(finding(payment, Source.CALLBACK, Verdict.CAPTURED));

        world.awaitQuiet(order);
        assertThat(world.state(payment)).isInstanceOf(PaymentState.ActionRequired.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query");
    }

    @Test
    void aBuyerWhoPaidAtTheGatewayIsFoundByAsking() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.ActionRequired.class);
        gateway.write(payment, new GatewayAnswer.Captured(AMOUNT, ScriptedGateway.CAPTURED_AT));

        world.publish(finding(payment, Source.CALLBACK, Verdict.CAPTURED));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentActionRequired", "PaymentSucceeded");
    }

    @Test
    void aFindingAboutAnUnknownPaymentIsDone() {
        OrderId order = world.newOrder();

        world.publish(finding(PaymentId.first(order), Source.QUERY, Verdict.CAPTURED));
        world.publish(submitted(order, "card"));

        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        assertThat(world.buried("payment-findings", order)).isEmpty();
    }

    @Test
    void aCaptureFoundAfterAConfirmedCloseIsStillBelieved() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card-declined"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.Declined.class);
        gateway.write(payment, new GatewayAnswer.Captured(AMOUNT, ScriptedGateway.CAPTURED_AT));

        world.publish(finding(payment, Source.QUERY, Verdict.CAPTURED));

        world.awaitState(payment, PaymentState.Captured.class);
    }

    @Test
    void aHintOfALateCaptureIsNotForgottenBecauseNobodyAnswersTheQuestion() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card-declined"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.Declined.class);
        gateway.write(payment, new GatewayAnswer.Captured(AMOUNT, ScriptedGateway.CAPTURED_AT));
        gateway.expect(order, Weather.UNKNOWN);

        world.publish(finding(payment, Source.CALLBACK, Verdict.CAPTURED));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "query", "query");
    }

    @Test
    void aCancelClosesWhatTheBuyerHasNotPaid() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "qr"));
        PaymentId payment = PaymentId.first(order);

        world.publish(new OrderCancelRequested(order, payment));

        world.awaitState(payment, PaymentState.Cancelled.class);
        assertThat(gateway.operations(order)).containsExactly("charge", "cancel");
    }

    @Test
    void aCancelOfAnUnknownChargeLearnsThatItIsPaid() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN_AFTER);

        world.publish(new OrderCancelRequested(order, payment));

        world.awaitState(payment, PaymentState.Captured.class);
    }

    @Test
    void aCancelOfARefusedChargeLeavesATombstoneThere() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.REFUSED, Weather.REFUSED);
        var _ = world.publishAndBury(submitted(order, "card"), 1);

        world.publish(new OrderCancelRequested(order, PaymentId.first(order)));

        world.awaitState(PaymentId.first(order), PaymentState.Cancelled.class);
        world.publish(submitted(order, "card"));
        world.awaitQuiet(order);
        assertThat(gateway.operations(order)).containsExactly("charge", "charge", "cancel");
        assertThat(gateway.captures(order)).isZero();
    }

    @Test
    void aRefusedChargeWhoseTimeIsOverEndsByItself() {
        OrderId order = world.newOrder();
        gateway.expect(order, Weather.REFUSED, Weather.REFUSED);
        var _ = world.publishAndBury(submitted(order, "card", Instant.now().plusSeconds(13)), 1);

        world.awaitState(PaymentId.first(order), PaymentState.Cancelled.class);

        assertThat(gateway.operations(order)).containsExactly("charge", "charge");
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentStarted", "PaymentCancelled");
    }

    @Test
    void aRepairSaysTheLastEventAgainWithItsId() {
        OrderId order = world.newOrder();
        PaymentId payment = captured(order);
        var _ = world.awaitPublished(order, published -> published.size() == 2);

        world.publish(new RepairRequested(order, Owner.FULFILLMENT, "not ours"));
        world.publish(new RepairRequested(order, Owner.PAYMENT, "PaymentSucceeded"));

        var _ = world.awaitPublished(order, published -> published.size() >= 3);
        List<TestRecord> published = world.publishedRecords(order);
        assertThat(published).hasSize(3);
        assertThat(published.get(2).id()).isEqualTo(published.get(1).id());
        assertThat(published.get(2).value()).isEqualTo(published.get(1).value());
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Captured.class);
    }

    @Test
    void aPersonsWordThatItIsPaidMovesNothingAndTheOrdersQuestionAsks() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN_AFTER);

        world.publish(decided(order, Decision.CONFIRM_PAID));
        world.awaitQuiet(order);
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Unknown.class);
        world.publish(new PaymentCheckRequested(order, payment, Instant.now()));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentUnresolved", "PaymentSucceeded");
    }

    @Test
    void whatIsSaidToBePaidAndDoesNotShowAtTheGatewayIsADeadLetter() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card-declined"));
        PaymentId payment = PaymentId.first(order);
        world.awaitState(payment, PaymentState.Declined.class);

        TestRecord letter =
                world.publishAndBury(new PaymentCheckRequested(order, payment, Instant.now()), 1);

        assertThat(letter.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Declined.class);
    }

    @Test
    void aFindingOfAnotherGatewayIsADeadLetter() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN_AFTER);

        TestRecord letter =
                world.publishAndBury(
                        new GatewayFinding(
                                payment,
                                "stranger",
                                Source.QUERY,
                                Verdict.CAPTURED,
                                AMOUNT,
                                null,
                                Instant.now()),
                        1);

        assertThat(letter.headers()).containsEntry("failure-kind", "contradiction");
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Unknown.class);
    }

    @Test
    void aPersonsCloseIsToldToTheGatewayWhichMayKnowBetter() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN_AFTER);

        world.publish(decided(order, Decision.CLOSE));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentUnresolved", "PaymentSucceeded");
    }

    @Test
    void aPersonsCloseIsAskedForUntilTheGatewayConfirmsIt() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN);
        gateway.expect(order, Weather.UNKNOWN);

        world.publish(decided(order, Decision.CLOSE));

        world.awaitState(payment, PaymentState.Cancelled.class);
        assertThat(gateway.operations(order)).endsWith("cancel", "cancel");
    }

    @Test
    void aPersonsCloseThatACrashKeptFromTheGatewayIsToldWhenItComesAgain() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN);
        ReviewDecided decided = decided(order, Decision.CLOSE);
        gateway.expect(order, Weather.CRASH);
        var _ = world.publishAndBury(decided, 1);
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Unknown.class);

        world.publish(decided);

        world.awaitState(payment, PaymentState.Cancelled.class);
        assertThat(gateway.closed(payment)).isTrue();
    }

    @Test
    void anotherAmountThanAgreedGoesBackWhenAPersonDecidesIt() {
        OrderId order = world.newOrder();
        PaymentId payment = capturedOtherwise(order);
        gateway.expect(order, Weather.FAIR, Weather.UNKNOWN_AFTER);

        world.publish(decided(order, Decision.REFUND_CAPTURED));

        world.awaitState(payment, PaymentState.Cancelled.class);
        assertThat(gateway.refunded(payment)).isEqualTo(OTHER_AMOUNT);
        assertThat(gateway.refunds(order)).isEqualTo(1);
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentUnresolved", "PaymentCancelled");
    }

    @Test
    void anotherAmountThanAgreedGoesBackOnceThoughACrashHidTheRefund() {
        OrderId order = world.newOrder();
        PaymentId payment = capturedOtherwise(order);
        ReviewDecided decided = decided(order, Decision.REFUND_CAPTURED);
        gateway.expect(order, Weather.FAIR, Weather.CRASH_AFTER);
        var _ = world.publishAndBury(decided, 1);

        world.publish(decided);

        world.awaitState(payment, PaymentState.Cancelled.class);
        assertThat(gateway.refunds(order)).isEqualTo(1);
    }

    @Test
    void theAgreedAmountNeverGoesBackAsAnother() {
        OrderId order = world.newOrder();
        PaymentId payment = unknown(order, Weather.UNKNOWN_AFTER);

        world.publish(decided(order, Decision.REFUND_CAPTURED));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(gateway.operations(order)).doesNotContain("refund");
    }

    private PaymentId capturedOtherwise(OrderId order) {
        PaymentId payment = unknown(order, Weather.UNKNOWN);
        gateway.write(
                payment, new GatewayAnswer.Captured(OTHER_AMOUNT, ScriptedGateway.CAPTURED_AT));
        return payment;
    }

    private PaymentId captured(OrderId order) {
        world.publish(submitted(order, "card"));
        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        return PaymentId.first(order);
    }

    private PaymentId unknown(OrderId order, Weather weather) {
        gateway.expect(order, weather, Weather.UNKNOWN);
        var _ = world.publishAndBury(submitted(order, "card"), 1);
        assertThat(world.state(PaymentId.first(order))).isInstanceOf(PaymentState.Unknown.class);
        return PaymentId.first(order);
    }

    private static GatewayFinding finding(PaymentId payment, Source source, Verdict verdict) {
        return new GatewayFinding(
                payment, "scripted", source, verdict, AMOUNT, null, ScriptedGateway.CAPTURED_AT);
    }

    private static ReviewDecided decided(OrderId order, Decision decision) {
        return new ReviewDecided(
                UUID.randomUUID(), order, PaymentId.first(order), decision, "ops", "PROCESSING", 1);
    }
}
