package steadfast.system.simulation;

import org.jspecify.annotations.Nullable;
import steadfast.gateway.GatewayAnswer;
import steadfast.messaging.Outcome;
import steadfast.payment.lifecycle.GatewayCall;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentDecision;
import steadfast.payment.lifecycle.PaymentState;

/** What the end of an exchange means for its record, as payment-service has it. */
final class Outcomes {
    private Outcomes() {}

    /**
     * The outcome.
     *
     * @param call the last that was made; null, and so its answer, if none was
     * @param parkAt where what the gateway owes is waited for; null for the ladder
     */
    static Outcome of(
            PaymentDecision decision,
            @Nullable Payment payment,
            @Nullable GatewayCall call,
            @Nullable GatewayAnswer answer,
            @Nullable String parkAt) {
        return switch (decision) {
            case PaymentDecision.TooEarly early ->
                    new Outcome.Retry(
                            call == null ? "too-early" : "gateway-lags", early.waitsFor());
            case PaymentDecision.Contradiction(String what) ->
                    new Outcome.Dead("contradiction", what);
            case PaymentDecision.Move move -> afterAnswer(payment, call, answer, parkAt);
            case PaymentDecision.Ask ask -> afterAnswer(payment, call, answer, parkAt);
            case PaymentDecision.Republish again -> afterAnswer(payment, call, answer, parkAt);
            case PaymentDecision.Repeat repeat -> afterAnswer(payment, call, answer, parkAt);
        };
    }

    /** An answer that says nothing is owed still, also about a payment that is at its end. */
    private static Outcome afterAnswer(
            @Nullable Payment payment,
            @Nullable GatewayCall call,
            @Nullable GatewayAnswer answer,
            @Nullable String parkAt) {
        if (payment == null || call == null || answer == null) {
            return Outcome.DONE;
        }
        if (answer instanceof GatewayAnswer.Unknown || answer instanceof GatewayAnswer.Refused) {
            return new Outcome.Retry("gateway-unknown", answer.toString(), parkAt);
        }
        return answer instanceof GatewayAnswer.NotFound
                ? afterAbsence(call, payment.state(), parkAt)
                : Outcome.DONE;
    }

    /** Absence settles neither a refund nor a cancel. */
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
            // Before its buyer acts there may be nothing to close yet; its deadline does that.
            case GatewayCall.Cancel cancel when state instanceof PaymentState.ActionRequired ->
                    Outcome.DONE;
            case GatewayCall.Cancel cancel ->
                    state.open()
                            ? new Outcome.Retry("gateway-unknown", "nothing to close yet", parkAt)
                            : Outcome.DONE;
            case GatewayCall.Query query -> Outcome.DONE;
            case GatewayCall.Confirm confirm -> Outcome.DONE;
            case GatewayCall.Charge charge -> Outcome.DONE;
        };
    }
}
