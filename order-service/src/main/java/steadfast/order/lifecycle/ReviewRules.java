package steadfast.order.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadfast.events.FailureReason;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.PaymentCheckRequested;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/**
 * The rules for a person's audited decision. It counts only while the order is as the person saw
 * it: a decision that arrives twice, or about an order that has changed since, does nothing.
 */
final class ReviewRules {

    private final TimeToLive timeToLive;

    ReviewRules(TimeToLive timeToLive) {
        this.timeToLive = timeToLive;
    }

    OrderDecision decided(OrderState state, ReviewDecided decided, Instant now) {
        return switch (RoundRelation.of(decided.paymentId(), state)) {
            case ANOTHER_ORDER ->
                    new Contradiction("the decision is about another order's payment");
            case NOT_STARTED, ANOTHER_ROUND -> Repeat.SILENT;
            case THIS_ROUND ->
                    isAsThePersonSawIt(state, decided)
                            ? carriedOut(state, decided, now)
                            : Repeat.SILENT;
        };
    }

    private static boolean isAsThePersonSawIt(OrderState state, ReviewDecided decided) {
        return state.status().name().equals(decided.expectedStatus())
                && state.payment().round() == decided.expectedRound();
    }

    private OrderDecision carriedOut(OrderState state, ReviewDecided decided, Instant now) {
        return switch (decided.decision()) {
            case CONFIRM_PAID -> confirmPaid(state, now);
            case REFUND -> refund(state, now);
            case RETRY -> retry(state, now);
            case CLOSE -> close(state);
            case REFUND_CAPTURED -> endUnpaid(state);
        };
    }

    /**
     * A person's statement alone is not proof of payment: the decision is kept on the order until
     * the payment succeeds, and payment-service asks the gateway now.
     */
    private static OrderDecision confirmPaid(OrderState state, Instant now) {
        return switch (state) {
            case Unpaid s -> waitForSuccess(s, s.in(confirmed(s)), now);
            case Ended s -> waitForSuccess(s, s.in(confirmed(s)), now);
            case Held s -> PaymentRules.paid(s, s.capture());
            case Paid s -> Repeat.SILENT;
        };
    }

    private static Round confirmed(OrderState state) {
        return state.round().issuingWhenPaid(true);
    }

    private static OrderDecision waitForSuccess(OrderState state, OrderState waiting, Instant now) {
        return state.round().issueWhenPaid()
                ? Repeat.SILENT
                : Move.to(waiting, asksForSuccess(state, now));
    }

    private static PaymentCheckRequested asksForSuccess(OrderState state, Instant now) {
        return new PaymentCheckRequested(state.terms().orderId(), state.payment(), now);
    }

    /** After the cards were permitted, a refund waits until they are withdrawn. */
    private static OrderDecision refund(OrderState state, Instant now) {
        return switch (state) {
            case Unpaid s -> new Contradiction("no captured payment to refund");
            case Ended s -> refundOfEnded(s, now);
            case Issuing s -> OrderRefundRules.withdraw(s, false);
            case Withdrawing s -> Repeat.SILENT;
            case Held s -> OrderRefundRules.askBack(s, s.capture(), RefundCause.DECIDED);
            case Completed s -> new Contradiction("the cards were issued: no refund in addition");
            case Refunding s when s.refused() != null -> OrderRefundRules.askAgain(s);
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
        };
    }

    /**
     * payment-service can't refund what it does not know to be captured: it is made to ask the
     * gateway first.
     */
    private static Move refundOfEnded(Ended state, Instant now) {
        Move back =
                OrderRefundRules.askBack(
                        state, Capture.of(state.payment(), now), RefundCause.DECIDED);
        List<OrderEvent> events = new ArrayList<>(List.of(asksForSuccess(state, now)));
        events.addAll(back.events());
        return new Move(back.next(), events);
    }

    private OrderDecision retry(OrderState state, Instant now) {
        return switch (state) {
            case Unpaid s -> new Contradiction("the last round may still be paid");
            case Ended s -> BuyerRules.nextRound(s, s.round().paymentMethod(), timeToLive, now);
            case Paid s -> new Contradiction("the order was paid");
        };
    }

    /**
     * The gateway has another amount than the order's, and payment-service refunds it: nothing is
     * left to pay or to cancel.
     */
    private static OrderDecision endUnpaid(OrderState state) {
        return switch (state) {
            case Unpaid s -> {
                Failed failed = closed(s);
                yield Move.to(failed, PaymentRules.orderFailed(failed));
            }
            case Ended s when s.round().issueWhenPaid() ->
                    Move.to(s.in(s.round().issuingWhenPaid(false)));
            case Ended s -> Repeat.SILENT;
            case Paid s -> new Contradiction("the order was paid as agreed");
        };
    }

    /** Closing revokes an earlier confirmation. */
    private static Failed closed(Unpaid state) {
        Round round = state.round().issuingWhenPaid(false);
        return new Failed(state.terms(), round, FailureReason.PAYMENT_CLOSED, null);
    }

    private static OrderDecision close(OrderState state) {
        return switch (state) {
            case Unpaid s -> {
                Failed failed = closed(s);
                // The charge may not have been sent yet: it must not be sent any more.
                yield Move.to(
                        failed,
                        new OrderCancelRequested(s.terms().orderId(), s.payment()),
                        PaymentRules.orderFailed(failed));
            }
            case Ended s when s.round().issueWhenPaid() ->
                    Move.to(s.in(s.round().issuingWhenPaid(false)));
            case Ended s -> Repeat.SILENT;
            case Issuing s -> new Contradiction("a paid order is refunded, not closed");
            case Withdrawing s -> new Contradiction("a paid order is refunded, not closed");
            case Held s -> new Contradiction("a paid order is refunded, not closed");
            case Completed s -> Repeat.SILENT;
            // The gateway refused the refund, and the person confirms that it was settled another
            // way.
            case Refunding s when s.refused() != null ->
                    OrderRefundRules.ended(s, s.refundNumber());
            case Refunding s -> new Contradiction("a refund is in progress");
            case Refunded s -> Repeat.SILENT;
        };
    }
}
