package steadfast.payment.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.lifecycle.PaymentDecision.Ask;
import steadfast.payment.lifecycle.PaymentDecision.Contradiction;
import steadfast.payment.lifecycle.PaymentDecision.Move;
import steadfast.payment.lifecycle.PaymentDecision.Repeat;
import steadfast.payment.lifecycle.PaymentDecision.Republish;
import steadfast.payment.lifecycle.PaymentDecision.TooEarly;
import steadfast.payment.lifecycle.PaymentState.ActionRequired;
import steadfast.payment.lifecycle.PaymentState.Cancelled;
import steadfast.payment.lifecycle.PaymentState.Captured;
import steadfast.payment.lifecycle.PaymentState.Closed;
import steadfast.payment.lifecycle.PaymentState.Declined;
import steadfast.payment.lifecycle.PaymentState.Paid;
import steadfast.payment.lifecycle.PaymentState.Pending;
import steadfast.payment.lifecycle.PaymentState.RefundRefused;
import steadfast.payment.lifecycle.PaymentState.Refunded;
import steadfast.payment.lifecycle.PaymentState.Refunding;

/**
 * The rules for confirming that captured money is still there, and that refunded money is still
 * refunded: money that moves at the gateway without us.
 */
final class ConfirmRules {
    private final AnswerRules answers;

    ConfirmRules(AnswerRules answers) {
        this.answers = answers;
    }

    /** Only a capture can be confirmed; a refund is published to the order once more. */
    PaymentDecision confirmationDue(Payment payment, PaymentSignal.ConfirmationDue due) {
        return switch (payment.state()) {
            case Pending _ -> new TooEarly("the capture");
            case Captured _ -> isItThere(due.askedAt());
            case Refunding _ -> new Repeat();
            case RefundRefused _, Refunded _ -> new Republish();
            case Declined _ -> new Contradiction("paid for the order, but declined");
            case Cancelled _ -> new Contradiction("paid for the order, but closed unpaid");
        };
    }

    /** A person states that it is paid, whatever we know: a capture is accepted in every state. */
    PaymentDecision checkDue(Payment payment, PaymentSignal.CheckDue due) {
        return switch (payment.state()) {
            case Pending _, Closed _ -> isItThere(due.askedAt());
            case Paid _ -> new Republish();
        };
    }

    private static Ask isItThere(Instant askedAt) {
        return new Ask(new GatewayCall.Confirm(Verdict.CAPTURED, null, askedAt));
    }

    PaymentDecision answered(
            Payment payment, PaymentSignal.ConfirmAnswered answered, boolean late) {
        PaymentDecision asQueried = answers.query(payment, answered.answer(), late);
        return switch (payment.state()) {
            case Captured _ -> ofCaptured(payment, answered, asQueried);
            case Refunded s ->
                    answered.claimed() == Verdict.REFUND_FAILED
                            ? ofFailedRefund(payment, s, answered.answer(), asQueried)
                            : asQueried;
            case Pending _, Closed _ -> ofUncaptured(answered, asQueried);
            case Refunding _, RefundRefused _ -> onItsWayBack(answered, asQueried);
        };
    }

    private static PaymentDecision ofUncaptured(
            PaymentSignal.ConfirmAnswered answered, PaymentDecision asQueried) {
        return answered.claimed() == Verdict.CAPTURED
                ? claimedToBePaid(answered.answer(), asQueried)
                : askedAgain(answered, asQueried);
    }

    /**
     * The payment is only claimed to be paid: if the gateway does not show it, that is an alarm.
     */
    private static PaymentDecision claimedToBePaid(
            GatewayAnswer.OfQuery answer, PaymentDecision asQueried) {
        if (!(asQueried instanceof Repeat)) {
            return asQueried;
        }
        return switch (answer) {
            case GatewayAnswer.Declined a -> new Contradiction("reported as paid, but declined");
            case GatewayAnswer.Cancelled a ->
                    new Contradiction("reported as paid, but closed unpaid");
            case GatewayAnswer.NotFound a -> new TooEarly("the payment to show at the gateway");
            case GatewayAnswer.ActionRequired a ->
                    new TooEarly("the capture to show at the gateway");
            case GatewayAnswer.Captured a -> asQueried;
            case GatewayAnswer.Refunded a -> asQueried;
            case GatewayAnswer.PartlyRefunded a -> asQueried;
            case GatewayAnswer.Disputed a -> asQueried;
            case GatewayAnswer.OfAny _ -> asQueried;
        };
    }

    /** For money that is being refunded only the refund is news. */
    private static PaymentDecision onItsWayBack(
            PaymentSignal.ConfirmAnswered answered, PaymentDecision asQueried) {
        return answered.claimed() == Verdict.REFUNDED ? askedAgain(answered, asQueried) : asQueried;
    }

    /**
     * The answer may lag behind the claim, which is the only sign of the change: the gateway is
     * asked once more, even if the capture was found through the claim.
     */
    private static PaymentDecision askedAgain(
            PaymentSignal.ConfirmAnswered answered, PaymentDecision asQueried) {
        boolean moved =
                switch (answered.claimed()) {
                    case REFUNDED, PARTLY_REFUNDED, DISPUTED -> true;
                    case CAPTURED, REFUND_FAILED -> false;
                    case DECLINED, ACTION_REQUIRED, CANCELLED, NOT_FOUND, UNKNOWN -> false;
                };
        return moved && isNotSoYet(answered) ? again(answered, asQueried) : asQueried;
    }

    private static boolean isNotSoYet(PaymentSignal.ConfirmAnswered answered) {
        return switch (answered.answer()) {
            case GatewayAnswer.Captured a -> true;
            case GatewayAnswer.ActionRequired a -> true;
            case GatewayAnswer.NotFound a -> true;
            case GatewayAnswer.PartlyRefunded a -> claimsMoreThanAPart(answered);
            case GatewayAnswer.Disputed a -> false;
            case GatewayAnswer.Refunded a -> false;
            case GatewayAnswer.Declined a -> false;
            case GatewayAnswer.Cancelled a -> false;
            case GatewayAnswer.OfAny _ -> false;
        };
    }

    private static boolean claimsMoreThanAPart(PaymentSignal.ConfirmAnswered answered) {
        return answered.claimed() == Verdict.REFUNDED || answered.claimed() == Verdict.DISPUTED;
    }

    private static PaymentDecision again(
            PaymentSignal.ConfirmAnswered answered, PaymentDecision asQueried) {
        return switch (asQueried) {
            case Repeat repeat -> new TooEarly("what was claimed to show at the gateway");
            case Move move when move.next() instanceof Captured || waits(move) ->
                    new Move(move.next(), move.events(), answered.question());
            // The payment ends, or is charged or closed now: that answer is newer.
            case PaymentDecision other -> other;
        };
    }

    private static boolean waits(Move move) {
        return move.next() instanceof ActionRequired;
    }

    private static PaymentDecision ofCaptured(
            Payment payment, PaymentSignal.ConfirmAnswered answered, PaymentDecision asQueried) {
        if (asQueried instanceof Contradiction) {
            return asQueried;
        }
        return switch (answered.answer()) {
            case GatewayAnswer.Captured a -> stillThere(payment, answered);
            case GatewayAnswer.PartlyRefunded a ->
                    claimsMoreThanAPart(answered)
                            ? new TooEarly("what was claimed to show at the gateway")
                            : restStillThere(payment, answered, asQueried);
            // Known as captured, so it is only not visible.
            case GatewayAnswer.NotFound a -> new TooEarly("the payment to show at the gateway");
            case GatewayAnswer.ActionRequired a ->
                    new TooEarly("the capture to show at the gateway");
            case GatewayAnswer.Disputed a -> asQueried;
            case GatewayAnswer.Refunded a -> asQueried;
            case GatewayAnswer.Declined a -> asQueried;
            case GatewayAnswer.Cancelled a -> asQueried;
            case GatewayAnswer.OfAny _ -> asQueried;
        };
    }

    private static PaymentDecision stillThere(
            Payment payment, PaymentSignal.ConfirmAnswered answered) {
        return switch (answered.claimed()) {
            case CAPTURED -> new Move(payment.state(), confirmed(payment, answered));
            // We never knew of the refund, so nothing changed.
            case REFUND_FAILED -> new Repeat();
            case REFUNDED, PARTLY_REFUNDED -> new TooEarly("the refund to show at the gateway");
            case DISPUTED -> new TooEarly("the dispute to show at the gateway");
            case DECLINED, ACTION_REQUIRED, CANCELLED, NOT_FOUND, UNKNOWN -> new Repeat();
        };
    }

    private static PaymentDecision restStillThere(
            Payment payment, PaymentSignal.ConfirmAnswered answered, PaymentDecision asQueried) {
        if (answered.claimed() != Verdict.CAPTURED || !(asQueried instanceof Move move)) {
            return asQueried;
        }
        List<PaymentEvent> events = new ArrayList<>(move.events());
        events.add(confirmed(payment, answered));
        return new Move(move.next(), events, null);
    }

    private static PaymentConfirmed confirmed(
            Payment payment, PaymentSignal.ConfirmAnswered answered) {
        return new PaymentConfirmed(payment.paymentId(), answered.question().askedAt());
    }

    private static PaymentDecision ofFailedRefund(
            Payment payment,
            Refunded refunded,
            GatewayAnswer.OfQuery answer,
            PaymentDecision asQueried) {
        if (asQueried instanceof Contradiction) {
            return asQueried;
        }
        return switch (answer) {
            case GatewayAnswer.Captured a -> failed(payment, refunded, a.capturedAt());
            case GatewayAnswer.PartlyRefunded a -> failed(payment, refunded, a.capturedAt());
            case GatewayAnswer.Disputed a -> failed(payment, refunded, a.capturedAt());
            case GatewayAnswer.Refunded a ->
                    new TooEarly("the failure of the refund to show at the gateway");
            case GatewayAnswer.NotFound a -> new TooEarly("the payment to show at the gateway");
            case GatewayAnswer.Declined a -> asQueried;
            case GatewayAnswer.Cancelled a -> asQueried;
            case GatewayAnswer.ActionRequired a ->
                    new TooEarly("the capture to show at the gateway");
            case GatewayAnswer.OfAny _ -> asQueried;
        };
    }

    /** The gateway has the money again, as if it had refused: a person decides. */
    private static PaymentDecision failed(Payment payment, Refunded refunded, Instant capturedAt) {
        int number = refunded.refundNumber();
        String reason = "failed after it had succeeded";
        return new Move(
                new RefundRefused(capturedAt, number, reason),
                new PaymentRefundFailed(payment.paymentId(), number, reason));
    }
}
