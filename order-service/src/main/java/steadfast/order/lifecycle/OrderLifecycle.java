package steadfast.order.lifecycle;

import java.time.Instant;
import java.util.function.Supplier;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderExpired;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentDisputed;
import steadfast.events.PaymentEvent.PaymentPartlyRefunded;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.Republish;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState.AwaitingCharge;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Unpaid;

/** Decides what each signal does to an order. Pure: it changes nothing. */
public final class OrderLifecycle {

    private final BuyerRules buyer;
    private final ReviewRules review;
    private final PaymentRules payment;
    private final TimeToLive timeToLive;

    /** Creates the lifecycle of orders with this time to live; late payments are refunded. */
    public OrderLifecycle(TimeToLive timeToLive) {
        this(timeToLive, LateMoneyPolicy.REFUND);
    }

    /**
     * Creates the lifecycle of orders with this time to live and these policies for late payments.
     */
    public OrderLifecycle(TimeToLive timeToLive, LateMoneyPolicy policy) {
        this.timeToLive = timeToLive;
        this.payment = new PaymentRules(timeToLive, new LateMoneyRules(policy));
        this.buyer = new BuyerRules(timeToLive);
        this.review = new ReviewRules(timeToLive);
    }

    /** Returns a new order, and the event that requests its first charge. */
    public Move accept(OrderTerms terms, String paymentMethod) {
        Round round =
                timeToLive.start(
                        PaymentId.first(terms.orderId()), paymentMethod, terms.submittedAt());
        return Move.to(
                new AwaitingCharge(terms, round, new BuyerIntent.Pay()),
                new OrderSubmitted(
                        terms.orderId(),
                        round.paymentId(),
                        terms.storefront(),
                        terms.sku(),
                        terms.quantity(),
                        terms.total(),
                        paymentMethod,
                        round.payBy(),
                        round.expiresAt()));
    }

    /**
     * Decides what the signal does in this state. A payment, fulfillment or review signal about
     * another order is a {@link Contradiction}.
     */
    public OrderDecision decide(OrderState state, OrderSignal signal, Instant now) {
        return switch (signal) {
            case FromPayment(PaymentSucceeded e) -> payment.succeeded(state, e);
            case FromPayment(PaymentStarted e) ->
                    ofItsRound(state, e.paymentId(), () -> PaymentRules.started(state, e));
            case FromPayment(PaymentActionRequired e) ->
                    ofItsRound(
                            state, e.paymentId(), () -> PaymentRules.actionRequired(state, e, now));
            case FromPayment(PaymentUnresolved e) ->
                    ofItsRound(state, e.paymentId(), () -> PaymentRules.unresolved(state, e));
            case FromPayment(PaymentDeclined e) ->
                    ofItsRound(state, e.paymentId(), () -> payment.declined(state, e, now));
            case FromPayment(PaymentCancelled e) ->
                    ofItsRound(state, e.paymentId(), () -> payment.cancelled(state, now));
            case FromPayment(PaymentRefunded e) ->
                    ofItsRound(
                            state, e.paymentId(), () -> OrderRefundRules.refunded(state, e, now));
            case FromPayment(PaymentRefundRefused e) ->
                    ofItsRound(state, e.paymentId(), () -> OrderRefundRules.refused(state, e));
            case FromPayment(PaymentRefundFailed e) ->
                    ofItsRound(state, e.paymentId(), () -> OrderRefundRules.failed(state, e));
            case FromPayment(PaymentConfirmed e) ->
                    ofItsRound(state, e.paymentId(), () -> PaymentRules.confirmed(state, e));
            case FromPayment(PaymentDisputed e) -> disputed(state, e);
            // The rest of the money is still there, so the cards are issued; a person looks at the
            // refunded part.
            case FromPayment(PaymentPartlyRefunded e) -> unchanged(state, e.paymentId());
            case FromFulfillment(CardsIssued e) ->
                    ofItsRound(state, e.paymentId(), () -> FulfillmentRules.issued(state, e));
            case FromFulfillment(StockShort e) ->
                    ofItsRound(state, e.paymentId(), () -> FulfillmentRules.stockShort(state));
            case FromFulfillment(IssueWithdrawn e) ->
                    ofItsRound(state, e.paymentId(), () -> FulfillmentRules.withdrawn(state));
            case FromFulfillment(IssueConfirmationRequested e) ->
                    ofItsRound(
                            state,
                            e.paymentId(),
                            () -> FulfillmentRules.confirmationRequested(state, e));
            case FromFulfillment(DeliveryEvidence e) -> unchanged(state, e.paymentId());
            case FromOperations(RepairRequested e) ->
                    e.owner() == Owner.ORDER ? new Repeat(Republish.LAST_EVENTS) : Repeat.SILENT;
            case FromOperations(EvidenceRequested e) -> Repeat.SILENT;
            case FromOperations(ReviewDecided e) -> review.decided(state, e, now);
            case CancelledByBuyer() -> buyer.cancelled(state);
            case RetriedByBuyer e -> buyer.retried(state, e, now);
            case TimeToLivePassed() -> timePassed(state, now);
        };
    }

    /** Everything about another round except a capture is outdated. */
    private static OrderDecision ofItsRound(
            OrderState state, PaymentId payment, Supplier<OrderDecision> decision) {
        return switch (RoundRelation.of(payment, state)) {
            case ANOTHER_ORDER -> new Contradiction("the event is about another order");
            case NOT_STARTED -> new TooEarly("round " + payment.round() + " to start");
            case ANOTHER_ROUND -> Repeat.SILENT;
            case THIS_ROUND -> decision.get();
        };
    }

    /** A dispute may be the first sign of a capture, so a dispute of any round counts. */
    private static OrderDecision disputed(OrderState state, PaymentDisputed event) {
        return switch (RoundRelation.of(event.paymentId(), state)) {
            case ANOTHER_ORDER -> new Contradiction("the event is about another order");
            case NOT_STARTED -> new TooEarly("round " + event.paymentId().round() + " to start");
            case THIS_ROUND, ANOTHER_ROUND -> OrderRefundRules.disputed(state, event);
        };
    }

    /** Accepts a signal that changes no order, if it is about this one. */
    private static OrderDecision unchanged(OrderState state, PaymentId payment) {
        return ofItsRound(state, payment, () -> Repeat.SILENT);
    }

    private static OrderDecision timePassed(OrderState state, Instant now) {
        return switch (state) {
            case Unpaid unpaid ->
                    now.isBefore(unpaid.round().expiresAt())
                            ? new TooEarly("the time to live to pass")
                            : Move.to(
                                    new Expired(unpaid.terms(), unpaid.round()),
                                    new OrderExpired(unpaid.terms().orderId(), unpaid.payment()));
            case Ended ended -> Repeat.SILENT;
            case Paid paid -> Repeat.SILENT;
        };
    }
}
