package steadfast.order.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderRefunded;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent.PaymentDisputed;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/** The refund rules: always the whole total, always by the ID of the payment that captured it. */
final class OrderRefundRules {

    private static final int FIRST = 1;

    private OrderRefundRules() {}

    /** Requests a refund of the payment that pays for this order, which ends the order. */
    static Move askBack(OrderState state, Capture capture, RefundCause cause) {
        Refunding next = new Refunding(state.terms(), state.round(), capture, FIRST, cause, null);
        return Move.to(next, request(next.terms(), capture.paymentId(), FIRST, cause));
    }

    /** Requests a definitely refused refund once more, under a new key. */
    static Move askAgain(Refunding state) {
        int number = state.refundNumber() + 1;
        Refunding next =
                new Refunding(
                        state.terms(), state.round(), state.capture(), number, state.cause(), null);
        return Move.to(next, request(state.terms(), state.payment(), number, RefundCause.DECIDED));
    }

    /** Refunds a captured round other than the paying one; the order keeps its state. */
    static OrderDecision anotherCapture(Paid state, PaymentId payment) {
        Capture capture = state.capture();
        if (payment.equals(capture.paymentId()) || capture.sentBack().contains(payment.round())) {
            return Repeat.SILENT;
        }
        return Move.to(
                state.with(capture.sendingBack(payment.round())),
                request(state.terms(), payment, FIRST, RefundCause.CAPTURED_TWICE));
    }

    /**
     * The payment of this order was refunded, by the order's request or at the gateway directly.
     * Cards that could still be issued are withdrawn before the order ends.
     */
    static OrderDecision refunded(OrderState state, PaymentRefunded event, Instant now) {
        if (!event.amount().equals(state.terms().total())) {
            return new Contradiction(
                    "refunded %s, agreed %s".formatted(event.amount(), state.terms().total()));
        }
        return switch (state) {
            case Refunding s when failedLater(s, event) -> Repeat.SILENT;
            case Refunding s -> ended(s, event.refundNumber() - 1);
            // The failure of the previous refund may not have arrived yet.
            case Refunded s when s.settledRefunds() < event.refundNumber() - 1 ->
                    Move.to(
                            new Refunded(
                                    s.terms(), s.round(), s.capture(), event.refundNumber() - 1));
            case Refunded s -> Repeat.SILENT;
            // Cards were issued and the money is gone: a review case, not a change of the order.
            case Completed s -> Repeat.SILENT;
            case Issuing s -> withdraw(s, true);
            case Withdrawing s when s.moneyIsBack() -> Repeat.SILENT;
            case Withdrawing s -> Move.to(new Withdrawing(s.terms(), s.round(), s.capture(), true));
            case Held s -> end(s, s.capture(), event.refundNumber() - 1);
            case Unpaid s -> end(s, Capture.of(s.payment(), now), event.refundNumber() - 1);
            case Ended s -> end(s, Capture.of(s.payment(), now), event.refundNumber() - 1);
        };
    }

    /**
     * Returns whether the event is about a refund that the order already knows to have failed
     * later.
     */
    private static boolean failedLater(Refunding state, PaymentRefunded event) {
        boolean before = event.refundNumber() < state.refundNumber();
        boolean itself = event.refundNumber() == state.refundNumber() && state.refused() != null;
        return state.cause() == RefundCause.REFUND_FAILED && (before || itself);
    }

    /** No cards may be issued any more; the next step waits for fulfillment-service's answer. */
    static Move withdraw(Issuing state, boolean moneyIsBack) {
        return Move.to(
                new Withdrawing(state.terms(), state.round(), state.capture(), moneyIsBack),
                new IssueWithdrawalRequested(state.terms().orderId(), state.payment()));
    }

    /** Ends the order: its payment was refunded without a request. */
    static Move back(OrderState state, Capture capture) {
        return end(state, capture, 0);
    }

    /**
     * The buyer's bank disputes the payment: cards that were not issued must not be. The gateway
     * usually refuses to refund a disputed payment, and then a person decides.
     */
    static OrderDecision disputed(OrderState state, PaymentDisputed event) {
        if (!event.amount().equals(state.terms().total())) {
            return new Contradiction(
                    "disputed %s, agreed %s".formatted(event.amount(), state.terms().total()));
        }
        Capture found = Capture.of(event.paymentId(), event.capturedAt());
        return switch (state) {
            case Unpaid s -> disputed(s, found);
            // Another round pays, so this one is a second capture.
            case Paid s when !event.paymentId().equals(s.payment()) ->
                    anotherCapture(s, event.paymentId());
            case Ended s -> askBack(s, found, RefundCause.DISPUTED);
            case Held s -> askBack(s, s.capture(), RefundCause.DISPUTED);
            case Issuing s -> withdraw(s, false);
            case Withdrawing s -> Repeat.SILENT;
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
            // Cards were issued: a review case.
            case Completed s -> Repeat.SILENT;
        };
    }

    /** A buyer who disputes the payment wants no cards: a running round is closed. */
    private static Move disputed(Unpaid state, Capture found) {
        Move back = askBack(state, found, RefundCause.DISPUTED);
        if (found.paymentId().equals(state.payment())) {
            return back;
        }
        List<OrderEvent> events = new ArrayList<>(back.events());
        events.add(new OrderCancelRequested(state.terms().orderId(), state.payment()));
        return new Move(back.next(), events);
    }

    /**
     * A successful refund failed later: the gateway has the money again, as if it had refused the
     * refund.
     */
    static OrderDecision failed(OrderState state, PaymentRefundFailed event) {
        return switch (state) {
            case Refunded s when event.refundNumber() > s.settledRefunds() ->
                    Move.to(failed(s, event));
            case Refunded s -> Repeat.SILENT;
            case Refunding s when s.refundNumber() == event.refundNumber() && s.refused() == null ->
                    Move.to(failed(s, event));
            case Refunding s when s.refundNumber() < event.refundNumber() -> notAskedYet();
            case Refunding s -> Repeat.SILENT;
            // Money refunded after the cards were issued is there again: nothing to do.
            case Completed s -> Repeat.SILENT;
            case Issuing s -> notAskedYet();
            case Withdrawing s -> notAskedYet();
            case Held s -> notAskedYet();
            case Unpaid s -> notAskedYet();
            case Ended s -> notAskedYet();
        };
    }

    private static Refunding failed(Paid state, PaymentRefundFailed event) {
        return new Refunding(
                state.terms(),
                state.round(),
                state.capture(),
                event.refundNumber(),
                RefundCause.REFUND_FAILED,
                event.reason());
    }

    static OrderDecision refused(OrderState state, PaymentRefundRefused event) {
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
            case Completed s -> new Contradiction("a refund was refused that was never requested");
            case Issuing s -> notAskedYet();
            case Withdrawing s -> notAskedYet();
            case Held s -> notAskedYet();
            case Unpaid s -> notAskedYet();
            case Ended s -> notAskedYet();
        };
    }

    /**
     * Ends the order: its payment was refunded. Failures of refunds up to the settled number are
     * outdated from now on.
     */
    static Move ended(Refunding state, int settledRefunds) {
        return end(state, state.capture(), settledRefunds);
    }

    private static Move end(OrderState state, Capture capture, int settledRefunds) {
        return Move.to(
                new Refunded(state.terms(), state.round(), capture, settledRefunds),
                new OrderRefunded(state.terms().orderId(), capture.paymentId()));
    }

    private static TooEarly notAskedYet() {
        return new TooEarly("the refund request");
    }

    private static RefundRequested request(
            OrderTerms terms, PaymentId payment, int number, RefundCause cause) {
        return new RefundRequested(terms.orderId(), payment, number, terms.total(), cause.code());
    }
}
