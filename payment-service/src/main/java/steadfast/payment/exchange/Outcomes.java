package steadfast.payment.exchange;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.messaging.Outcome;
import steadfast.payment.lifecycle.Decision;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.Decided;

/**
 * What an exchange's end means for the record that began it: acknowledge, once more later, or a
 * dead letter with an alarm.
 */
final class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private Outcomes() {}

    /**
     * The outcome.
     *
     * @param answer the gateway's last one; null if it was not asked
     */
    static Outcome of(PaymentId paymentId, Decided end, @Nullable GatewayAnswer answer) {
        return switch (end.decision()) {
            case Decision.TooEarly tooEarly ->
                    new Outcome.Retry("too-early", "waits for " + tooEarly.waitsFor());
            case Decision.Contradiction contradiction -> {
                LOG.errorf(
                        "payment contradicts what is known: paymentId=%s state=%s what=%s",
                        paymentId, state(end), contradiction.what());
                yield new Outcome.Dead("contradiction", contradiction.what());
            }
            case Decision.Move move -> afterAnswer(paymentId, end, answer);
            case Decision.Ask ask -> afterAnswer(paymentId, end, answer);
            case Decision.Repeat repeat -> afterAnswer(paymentId, end, answer);
            case Decision.SayAgain again -> afterAnswer(paymentId, end, answer);
        };
    }

    private static Outcome afterAnswer(
            PaymentId paymentId, Decided end, @Nullable GatewayAnswer answer) {
        if (answer instanceof GatewayAnswer.Misconfigured misconfigured) {
            LOG.errorf(
                    "gateway rejects our request: paymentId=%s state=%s cause=%s",
                    paymentId, state(end), misconfigured.cause());
            return new Outcome.Dead("gateway-misconfigured", misconfigured.cause());
        }
        Payment payment = end.payment();
        if (answer == null || payment == null || !payment.state().open()) {
            return Outcome.DONE;
        }
        return whileOpen(payment.state(), answer);
    }

    /** The gateway was asked and the payment is still open: was that its answer, or is it owed? */
    private static Outcome whileOpen(PaymentState state, GatewayAnswer answer) {
        return switch (answer) {
            case GatewayAnswer.Unknown unknown ->
                    new Outcome.Retry("gateway-unknown", unknown.cause());
            case GatewayAnswer.Refused refused ->
                    new Outcome.Retry("gateway-refused", refused.cause());
            case GatewayAnswer.Misconfigured misconfigured ->
                    new Outcome.Dead("gateway-misconfigured", misconfigured.cause());
            case GatewayAnswer.NotFound notFound ->
                    state instanceof PaymentState.Refunding
                            ? new Outcome.Retry("gateway-unknown", "no payment to refund")
                            : Outcome.DONE;
            case GatewayAnswer.Captured captured ->
                    state instanceof PaymentState.Refunding
                            ? Outcome.DONE
                            : new Outcome.Retry("gateway-unknown", "captured another amount");
            case GatewayAnswer.ActionRequired actionRequired -> Outcome.DONE;
            case GatewayAnswer.Declined declined -> Outcome.DONE;
            case GatewayAnswer.Cancelled cancelled -> Outcome.DONE;
            case GatewayAnswer.Refunded refunded -> Outcome.DONE;
            case GatewayAnswer.RefundRefused refundRefused -> Outcome.DONE;
        };
    }

    private static String state(Decided end) {
        Payment payment = end.payment();
        return payment == null ? "none" : payment.state().getClass().getSimpleName();
    }
}
