package steadfast.payment.gatewaycall;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayAnswer;
import steadfast.messaging.Outcome;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentDecision;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.DecisionResult;

/**
 * Maps the end of an exchange to the outcome of its record: acknowledged, retried later, or
 * dead-lettered with an alarm.
 */
final class OutcomeMapper {
    private static final Logger LOG = Logger.getLogger(OutcomeMapper.class);

    private OutcomeMapper() {}

    /**
     * Returns the outcome.
     *
     * @param last the gateway's last answer; null if it was not asked
     * @param parkAt the tier in which to wait for the gateway's answer; null for the retry ladder
     */
    static Outcome of(
            PaymentId paymentId,
            DecisionResult end,
            GatewayCallService.@Nullable Answered last,
            @Nullable String parkAt) {
        return switch (end.decision()) {
            case PaymentDecision.TooEarly tooEarly ->
                    new Outcome.Retry(
                            last == null ? "too-early" : "gateway-lags",
                            "waits for " + tooEarly.waitsFor());
            case PaymentDecision.Contradiction contradiction -> {
                LOG.errorf(
                        "payment contradicts what is known: paymentId=%s state=%s what=%s",
                        paymentId, state(end), contradiction.what());
                yield new Outcome.Dead("contradiction", contradiction.what());
            }
            case PaymentDecision.Move move -> afterAnswer(paymentId, end, last, parkAt);
            case PaymentDecision.Ask ask -> afterAnswer(paymentId, end, last, parkAt);
            case PaymentDecision.Repeat repeat -> afterAnswer(paymentId, end, last, parkAt);
            case PaymentDecision.Republish again -> afterAnswer(paymentId, end, last, parkAt);
        };
    }

    /**
     * An ambiguous answer leaves the question open, even for a payment in a final state: the record
     * may be the only sign of a late capture, or of a close that the gateway never received.
     */
    private static Outcome afterAnswer(
            PaymentId paymentId,
            DecisionResult end,
            GatewayCallService.@Nullable Answered last,
            @Nullable String parkAt) {
        Payment payment = end.payment();
        if (last == null || payment == null) {
            return Outcome.DONE;
        }
        return switch (last.answer()) {
            case GatewayAnswer.Unknown unknown ->
                    new Outcome.Retry("gateway-unknown", unknown.detail(), parkAt);
            case GatewayAnswer.Refused refused ->
                    new Outcome.Retry("gateway-refused", refused.detail(), parkAt);
            case GatewayAnswer.Misconfigured misconfigured -> {
                LOG.errorf(
                        "gateway rejects our request: paymentId=%s state=%s cause=%s",
                        paymentId, state(end), misconfigured.cause());
                yield new Outcome.Dead("gateway-misconfigured", misconfigured.cause());
            }
            case GatewayAnswer.NotFound notFound ->
                    afterAbsence(last.call(), payment.state(), parkAt);
            case GatewayAnswer.Captured captured -> afterCapture(payment.state());
            case GatewayAnswer.ActionRequired actionRequired -> Outcome.DONE;
            case GatewayAnswer.Declined declined -> Outcome.DONE;
            case GatewayAnswer.Cancelled cancelled -> Outcome.DONE;
            case GatewayAnswer.Refunded refunded -> Outcome.DONE;
            case GatewayAnswer.PartlyRefunded partly -> Outcome.DONE;
            case GatewayAnswer.Disputed disputed -> Outcome.DONE;
            case GatewayAnswer.RefundRefused refundRefused -> Outcome.DONE;
        };
    }

    /** Absence settles neither a refund nor a cancel: both still need an answer. */
    private static Outcome afterAbsence(
            GatewayCall call, PaymentState state, @Nullable String parkAt) {
        return switch (call) {
            case GatewayCall.Refund refund ->
                    state instanceof PaymentState.Refunding
                            ? new Outcome.Retry("gateway-unknown", "no payment to refund")
                            : Outcome.DONE;
            case GatewayCall.RefundOtherAmount refund ->
                    new Outcome.Retry("gateway-unknown", "no payment to refund");
            case GatewayCall.AskForOtherAmount ask -> Outcome.DONE;
            // A gateway that doesn't know a payment before its buyer acts has nothing to close yet;
            // the payment is closed at its deadline.
            case GatewayCall.Cancel cancel when state instanceof PaymentState.ActionRequired ->
                    Outcome.DONE;
            case GatewayCall.Cancel cancel ->
                    state.open()
                            ? new Outcome.Retry(
                                    "gateway-unknown", "no payment to close yet", parkAt)
                            : Outcome.DONE;
            case GatewayCall.Query query -> Outcome.DONE;
            case GatewayCall.Confirm confirm -> Outcome.DONE;
            case GatewayCall.Charge charge -> Outcome.DONE;
        };
    }

    /** Open after a capture: it was not the amount that we had asked for. */
    private static Outcome afterCapture(PaymentState state) {
        return state instanceof PaymentState.Pending
                ? new Outcome.Retry("gateway-unknown", "captured another amount")
                : Outcome.DONE;
    }

    private static String state(DecisionResult end) {
        Payment payment = end.payment();
        return payment == null ? "none" : payment.state().getClass().getSimpleName();
    }
}
