package steadfast.order.lifecycle;

import steadfast.events.OrderEvent.OrderRefunded;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.Decision.Contradiction;
import steadfast.order.lifecycle.Decision.Move;
import steadfast.order.lifecycle.Decision.Repeat;
import steadfast.order.lifecycle.Decision.TooEarly;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/** How money goes back: always the whole total, always by the ID of the payment that took it. */
final class RefundRules {

    private static final int FIRST = 1;

    private RefundRules() {}

    /** The money that pays for this order goes back, and with it the order ends. */
    static Move askBack(OrderState state, Capture capture, RefundCause cause) {
        Refunding next = new Refunding(state.terms(), state.round(), capture, FIRST, cause, null);
        return Move.to(next, request(next.terms(), capture.paymentId(), FIRST, cause));
    }

    /** A refund that was definitely refused is asked for once more, under a new key. */
    static Move askAgain(Refunding state) {
        int number = state.refundNumber() + 1;
        Refunding next =
                new Refunding(
                        state.terms(), state.round(), state.capture(), number, state.cause(), null);
        return Move.to(next, request(state.terms(), state.payment(), number, RefundCause.DECIDED));
    }

    /**
     * Another round than the one that pays was captured too: it goes back by itself, and the order
     * stands where it stood.
     */
    static Decision anotherCapture(Paid state, PaymentId payment) {
        Capture capture = state.capture();
        if (payment.equals(capture.paymentId()) || capture.sentBack().contains(payment.round())) {
            return Repeat.SILENT;
        }
        return Move.to(
                state.with(capture.sendingBack(payment.round())),
                request(state.terms(), payment, FIRST, RefundCause.CAPTURED_TWICE));
    }

    static Decision refunded(OrderState state, PaymentRefunded event) {
        if (!event.amount().equals(state.terms().total())) {
            return new Contradiction(
                    "refunded %s, agreed %s".formatted(event.amount(), state.terms().total()));
        }
        return switch (state) {
            case Refunding s -> ended(s);
            case Refunded s -> Repeat.SILENT;
            case Completed s -> new Contradiction("cards are out and the money went back");
            case Issuing s -> notAskedYet();
            case Withdrawing s -> notAskedYet();
            case Held s -> notAskedYet();
            case Unpaid s -> notAskedYet();
            case Ended s -> notAskedYet();
        };
    }

    static Decision refused(OrderState state, PaymentRefundRefused event) {
        return switch (state) {
            case Refunding s when s.refundNumber() == event.refundNumber() && s.refused() == null ->
                    Move.to(
                            new Refunding(
                                    s.terms(),
                                    s.round(),
                                    s.capture(),
                                    s.refundNumber(),
                                    s.cause(),
                                    event.reason()));
            case Refunding s when s.refundNumber() < event.refundNumber() -> notAskedYet();
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
            case Completed s -> new Contradiction("a refund was refused that nobody asked for");
            case Issuing s -> notAskedYet();
            case Withdrawing s -> notAskedYet();
            case Held s -> notAskedYet();
            case Unpaid s -> notAskedYet();
            case Ended s -> notAskedYet();
        };
    }

    /** The order's end: its money is back. */
    static Move ended(Refunding state) {
        return Move.to(
                new Refunded(state.terms(), state.round(), state.capture()),
                new OrderRefunded(state.terms().orderId(), state.payment()));
    }

    private static TooEarly notAskedYet() {
        return new TooEarly("the refund to be asked for");
    }

    private static RefundRequested request(
            OrderTerms terms, PaymentId payment, int number, RefundCause cause) {
        return new RefundRequested(terms.orderId(), payment, number, terms.total(), cause.code());
    }
}
