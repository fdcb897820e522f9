package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadfast.payment.World.AMOUNT;
import static steadfast.payment.World.submitted;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.GatewayFinding.Source;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.ScriptedGateway.Weather;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;

/** What somebody does at the gateway's own dashboard, and what the buyer's bank does. */
@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class MoneyMovesAtTheGatewayTest {
    private static final Money PART = new Money(1, AMOUNT.currency());

    /** By the clock of whoever asks, which may be anywhere. */
    private static final Instant ASKED_AT = Instant.parse("2020-02-02T02:02:02Z");

    @Inject World world;
    @Inject ScriptedGateway gateway;

    @Test
    void whatTheGatewayStillHasIsConfirmedAsOfTheQuestion() {
        PaymentId payment = captured();

        world.publish(new PaymentConfirmationRequested(payment.orderId(), payment, ASKED_AT));

        TestRecord published = awaitLast(payment, 3);
        assertThat(published.type()).isEqualTo("PaymentConfirmed");
        assertThat(event(published)).isEqualTo(new PaymentConfirmed(payment, ASKED_AT));
        assertThat(gateway.operations(payment.orderId())).containsExactly("charge", "query");
    }

    @Test
    void whatWasGivenBackByHandIsSaidInsteadOfAConfirmation() {
        PaymentId payment = captured();
        gateway.write(payment, new GatewayAnswer.Refunded(AMOUNT));

        world.publish(new PaymentConfirmationRequested(payment.orderId(), payment, ASKED_AT));

        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(awaitLast(payment, 3).type()).isEqualTo("PaymentRefunded");
    }

    @Test
    void aConfirmationThatNobodyAnsweredIsAskedForAgain() {
        PaymentId payment = captured();
        gateway.expect(payment.orderId(), Weather.UNKNOWN);

        world.publish(new PaymentConfirmationRequested(payment.orderId(), payment, ASKED_AT));

        assertThat(awaitLast(payment, 3).type()).isEqualTo("PaymentConfirmed");
        assertThat(gateway.operations(payment.orderId()))
                .containsExactly("charge", "query", "query");
    }

    @Test
    void aRefundThatDoesNotShowYetIsWaitedFor() {
        PaymentId payment = captured();

        TestRecord waited = world.publishAndBury(finding(payment, Verdict.REFUNDED, AMOUNT), 1);

        assertThat(waited.headers()).containsEntry("failure-kind", "gateway-lags");
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Captured.class);
    }

    @Test
    void aPartAndADisputeAreSaidAndARepairSaysThemAgainAfterTheCapture() {
        PaymentId payment = captured();
        gateway.write(
                payment,
                new GatewayAnswer.PartlyRefunded(AMOUNT, PART, ScriptedGateway.CAPTURED_AT));
        world.publish(finding(payment, Verdict.PARTLY_REFUNDED, PART));
        assertThat(awaitLast(payment, 3).type()).isEqualTo("PaymentPartlyRefunded");
        world.publish(new PaymentConfirmationRequested(payment.orderId(), payment, ASKED_AT));
        assertThat(awaitLast(payment, 5).type()).isEqualTo("PaymentConfirmed");
        gateway.write(
                payment,
                new GatewayAnswer.Disputed(AMOUNT, ScriptedGateway.CAPTURED_AT, "fraudulent"));
        world.publish(finding(payment, Verdict.DISPUTED, null));
        assertThat(awaitLast(payment, 6).type()).isEqualTo("PaymentDisputed");
        assertThat(world.state(payment)).isInstanceOf(PaymentState.Captured.class);

        world.publish(new RepairRequested(payment.orderId(), Owner.PAYMENT, "PaymentSucceeded"));

        assertThat(world.awaitPublished(payment.orderId(), published -> published.size() >= 9))
                .endsWith("PaymentSucceeded", "PaymentPartlyRefunded", "PaymentDisputed");
        var published = world.publishedRecords(payment.orderId());
        assertThat(published.get(6).id()).isEqualTo(published.get(1).id());
        assertThat(published.get(8).id()).isEqualTo(published.get(5).id());
    }

    @Test
    void aDisputeOfWhatWasStillOpenIsNoPermissionForCards() {
        OrderId order = world.newOrder();
        PaymentId payment = PaymentId.first(order);
        world.publish(submitted(order, "qr"));
        world.awaitState(payment, PaymentState.ActionRequired.class);
        gateway.write(
                payment,
                new GatewayAnswer.Disputed(AMOUNT, ScriptedGateway.CAPTURED_AT, "fraudulent"));

        world.publish(finding(payment, Verdict.DISPUTED, null));

        world.awaitState(payment, PaymentState.Captured.class);
        assertThat(world.awaitPublished(order, published -> published.size() >= 3))
                .containsExactly("PaymentStarted", "PaymentActionRequired", "PaymentDisputed");
    }

    @Test
    void aRefundThatFailsLaterMayBeTriedAgainUnderTheNextNumber() {
        PaymentId payment = captured();
        world.publish(new RefundRequested(payment.orderId(), payment, 1, AMOUNT, "too late"));
        world.awaitState(payment, PaymentState.Refunded.class);
        gateway.write(payment, new GatewayAnswer.Captured(AMOUNT, ScriptedGateway.CAPTURED_AT));

        world.publish(finding(payment, Verdict.REFUND_FAILED, null));

        var failed = world.awaitState(payment, PaymentState.RefundRefused.class);
        assertThat(failed.refundNumber()).isEqualTo(1);
        assertThat(awaitLast(payment, 4).type()).isEqualTo("PaymentRefundFailed");
        world.publish(new RefundRequested(payment.orderId(), payment, 2, AMOUNT, "by a person"));
        world.awaitState(payment, PaymentState.Refunded.class);
        assertThat(gateway.refunds(payment.orderId())).isEqualTo(2);
    }

    private TestRecord awaitLast(PaymentId payment, int nth) {
        var _ = world.awaitPublished(payment.orderId(), published -> published.size() >= nth);
        return world.publishedRecords(payment.orderId()).get(nth - 1);
    }

    private static Object event(TestRecord published) {
        return new EventCodec()
                .decode(
                        "payment-events",
                        published.type(),
                        published.value().getBytes(StandardCharsets.UTF_8));
    }

    private PaymentId captured() {
        OrderId order = world.newOrder();
        world.publish(submitted(order, "card"));
        world.awaitState(PaymentId.first(order), PaymentState.Captured.class);
        return PaymentId.first(order);
    }

    private static GatewayFinding finding(
            PaymentId payment, Verdict verdict, @Nullable Money amount) {
        return new GatewayFinding(
                payment, "scripted", Source.CALLBACK, verdict, amount, null, Instant.now());
    }
}
