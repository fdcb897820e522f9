package steadfast.payment.lifecycle;

import java.time.Instant;
import java.util.List;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.gateway.GatewayAnswer;
import steadfast.payment.lifecycle.PaymentDecision.Ask;
import steadfast.payment.lifecycle.PaymentDecision.Contradiction;
import steadfast.payment.lifecycle.PaymentDecision.Move;
import steadfast.payment.lifecycle.PaymentDecision.Repeat;
import steadfast.payment.lifecycle.PaymentDecision.Republish;
import steadfast.payment.lifecycle.PaymentDecision.TooEarly;
import steadfast.payment.lifecycle.PaymentState.Cancelled;
import steadfast.payment.lifecycle.PaymentState.Captured;
import steadfast.payment.lifecycle.PaymentState.Closed;
import steadfast.payment.lifecycle.PaymentState.Declined;
import steadfast.payment.lifecycle.PaymentState.Pending;
import steadfast.payment.lifecycle.PaymentState.RefundRefused;
import steadfast.payment.lifecycle.PaymentState.Refunded;
import steadfast.payment.lifecycle.PaymentState.Refunding;

/**
 * The refund rules. At most one refund is open, always over the whole amount; the next number may
 * start only when the gateway has definitely refused the one before.
 */
final class RefundRules {

    PaymentDecision refundDue(Payment payment, PaymentSignal.RefundDue due) {
        if (!due.amount().equals(payment.amount())) {
            return new Contradiction("a refund of another amount than was captured");
        }
        return switch (payment.state()) {
            case Pending _ -> new TooEarly("the capture");
            case Declined _ -> new Contradiction("a refund of a declined payment");
            case Cancelled _ -> new Contradiction("a refund of a payment closed unpaid");
            case Captured s -> begin(s.capturedAt(), due);
            case Refunding s -> again(s, due);
            case RefundRefused s ->
                    due.refundNumber() > s.refundNumber()
                            ? begin(s.capturedAt(), due)
                            : new Repeat();
            case Refunded _ -> new Republish();
        };
    }

    private static PaymentDecision begin(Instant capturedAt, PaymentSignal.RefundDue due) {
        return new Move(
                new Refunding(capturedAt, due.refundNumber(), due.reason()),
                List.of(),
                new GatewayCall.Refund(due.refundNumber(), due.reason()));
    }

    /** The same key may be sent any number of times; another key could pay twice. */
    private static PaymentDecision again(Refunding refunding, PaymentSignal.RefundDue due) {
        if (due.refundNumber() > refunding.refundNumber()) {
            return new TooEarly("the refund before it");
        }
        return due.refundNumber() == refunding.refundNumber()
                ? new Ask(new GatewayCall.Refund(refunding.refundNumber(), refunding.reason()))
                : new Repeat();
    }

    PaymentDecision answered(Payment payment, PaymentSignal.RefundAnswered answered) {
        int number = answered.refundNumber();
        return switch (answered.answer()) {
            case GatewayAnswer.Refunded a -> paidBack(payment, number, a);
            case GatewayAnswer.RefundRefused a -> refused(payment, number, a.reason());
            // Not found proves nothing here either: the capture may not be visible there yet.
            case GatewayAnswer.NotFound a -> new Repeat();
            case GatewayAnswer.OfAny _ -> new Repeat();
        };
    }

    private static PaymentDecision paidBack(
            Payment payment, int number, GatewayAnswer.Refunded answer) {
        if (!answer.amount().equals(payment.amount())) {
            return new Contradiction("the gateway refunded " + answer.amount());
        }
        return switch (payment.state()) {
            case Captured _, Refunding _, RefundRefused _ -> refunded(payment, number);
            case Refunded _ -> new Repeat();
            case Pending _, Closed _ -> neverCaptured();
        };
    }

    private static PaymentDecision refused(Payment payment, int number, String reason) {
        return switch (payment.state()) {
            case Refunding s ->
                    number == s.refundNumber()
                            ? new Move(
                                    new RefundRefused(s.capturedAt(), number, reason),
                                    new PaymentRefundRefused(payment.paymentId(), number, reason))
                            : new Repeat();
            case RefundRefused _, Refunded _ -> new Repeat();
            case Captured _ -> new Contradiction("the refusal of a refund that was never sent");
            case Pending _, Closed _ -> neverCaptured();
        };
    }

    /**
     * A query found the payment refunded, by our refund or at the gateway directly. For an open
     * payment only the refund is published, never the capture: cards must not be issued.
     */
    static PaymentDecision foundRefunded(Payment payment, GatewayAnswer.Refunded answer) {
        if (!answer.amount().equals(payment.amount())) {
            return OtherAmountRules.wentBack(payment, answer.amount());
        }
        return switch (payment.state()) {
            case Captured _, Pending _ -> refunded(payment, 1);
            case Refunding s -> refunded(payment, s.refundNumber());
            // Another refund than the one that was refused, or that failed after it had succeeded.
            case RefundRefused s -> refunded(payment, s.refundNumber() + 1);
            case Refunded _ -> new Repeat();
            case Closed _ -> neverCaptured();
        };
    }

    private static PaymentDecision refunded(Payment payment, int number) {
        return new Move(
                new Refunded(number),
                new PaymentRefunded(payment.paymentId(), number, payment.amount()));
    }

    private static PaymentDecision neverCaptured() {
        return new Contradiction("a refund of a payment that was never captured");
    }
}
