package steadfast.payment.lifecycle;

import steadfast.events.Money;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentEvent.PaymentDisputed;
import steadfast.events.PaymentEvent.PaymentPartlyRefunded;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.lifecycle.PaymentDecision.Contradiction;
import steadfast.payment.lifecycle.PaymentDecision.Move;
import steadfast.payment.lifecycle.PaymentDecision.Repeat;
import steadfast.payment.lifecycle.PaymentState.ActionRequired;
import steadfast.payment.lifecycle.PaymentState.Captured;
import steadfast.payment.lifecycle.PaymentState.Closed;
import steadfast.payment.lifecycle.PaymentState.Paid;
import steadfast.payment.lifecycle.PaymentState.Pending;
import steadfast.payment.lifecycle.PaymentState.RefundRefused;
import steadfast.payment.lifecycle.PaymentState.Refunded;
import steadfast.payment.lifecycle.PaymentState.Refunding;
import steadfast.payment.lifecycle.PaymentState.Requested;
import steadfast.payment.lifecycle.PaymentState.Sent;
import steadfast.payment.lifecycle.PaymentState.Unknown;

/**
 * The rules for captures that the gateway reports, and for what happened to a part or the whole of
 * them.
 */
final class CaptureRules {
    private CaptureRules() {}

    /** Accepted in every state; only another amount than requested never counts as paid. */
    static PaymentDecision captured(Payment payment, GatewayAnswer.Captured answer) {
        if (!answer.amount().equals(payment.amount())) {
            return capturedOtherwise(payment, "the gateway captured " + answer.amount());
        }
        Move move =
                new Move(
                        new Captured(answer.capturedAt()),
                        new PaymentSucceeded(
                                payment.paymentId(), answer.amount(), answer.capturedAt()));
        return switch (payment.state()) {
            case Pending _, Closed _ -> move;
            // After a refund too: the query was sent before it arrived and answered after it.
            case Paid _ -> new Repeat();
        };
    }

    /** The rest is captured; the partial refund is published in addition. */
    static PaymentDecision partlyRefunded(Payment payment, GatewayAnswer.PartlyRefunded answer) {
        PaymentPartlyRefunded part =
                new PaymentPartlyRefunded(payment.paymentId(), answer.refunded());
        return movedWithoutUs(
                payment,
                answer.amount(),
                new Move(
                        new Captured(answer.capturedAt()),
                        new PaymentSucceeded(
                                payment.paymentId(), answer.amount(), answer.capturedAt()),
                        part),
                part);
    }

    /** For an open payment only the dispute is published, never the capture: no cards. */
    static PaymentDecision disputed(Payment payment, GatewayAnswer.Disputed answer) {
        PaymentDisputed dispute =
                new PaymentDisputed(
                        payment.paymentId(), answer.amount(), answer.capturedAt(), answer.reason());
        return movedWithoutUs(
                payment,
                answer.amount(),
                new Move(new Captured(answer.capturedAt()), dispute),
                dispute);
    }

    /**
     * Accepted as a capture is.
     *
     * @param captured what was not known as captured goes there
     * @param moved said of what was; on the money's way back, a refund is what counts
     */
    private static PaymentDecision movedWithoutUs(
            Payment payment, Money amount, Move captured, PaymentEvent moved) {
        if (!amount.equals(payment.amount())) {
            return capturedOtherwise(payment, "the gateway captured " + amount);
        }
        return switch (payment.state()) {
            case Pending _, Closed _ -> captured;
            case Captured s -> new Move(s, moved);
            case Refunding _, RefundRefused _, Refunded _ -> new Repeat();
        };
    }

    private static PaymentDecision capturedOtherwise(Payment payment, String what) {
        return switch (payment.state()) {
            case Requested s ->
                    AnswerRules.unresolved(payment, Math.max(1, s.refusedCalls()), what);
            case Sent s -> AnswerRules.unresolved(payment, s.attempt(), what);
            case ActionRequired s -> AnswerRules.unresolved(payment, s.attempt(), what);
            case Unknown _, Closed _, Paid _ -> new Contradiction(what);
        };
    }
}
