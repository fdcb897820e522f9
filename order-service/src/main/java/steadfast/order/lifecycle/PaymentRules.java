package steadfast.order.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadfast.events.FailureReason;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderFailed;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.Pay;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderState.AwaitingBuyer;
import steadfast.order.lifecycle.OrderState.AwaitingCharge;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Unpaid;

/** The rules for payment events. */
final class PaymentRules {

    private final TimeToLive timeToLive;
    private final LateMoneyRules late;

    PaymentRules(TimeToLive timeToLive, LateMoneyRules late) {
        this.timeToLive = timeToLive;
        this.late = late;
    }

    /** A capture is accepted in every state and for every round that was started. */
    OrderDecision succeeded(OrderState state, PaymentSucceeded event) {
        return switch (RoundRelation.of(event.paymentId(), state)) {
            case ANOTHER_ORDER -> new Contradiction("the event is about another order");
            case NOT_STARTED -> new TooEarly("round " + event.paymentId().round() + " to start");
            case THIS_ROUND, ANOTHER_ROUND ->
                    event.amount().equals(state.terms().total())
                            ? captured(state, Capture.of(event.paymentId(), event.capturedAt()))
                            : new Contradiction(
                                    "captured %s, agreed %s"
                                            .formatted(event.amount(), state.terms().total()));
        };
    }

    private OrderDecision captured(OrderState state, Capture capture) {
        return switch (state) {
            case Unpaid unpaid -> paid(unpaid, capture);
            case Ended ended -> late.captured(ended, capture);
            case Paid paid -> OrderRefundRules.anotherCapture(paid, capture.paymentId());
        };
    }

    /**
     * Marks the order paid: the only place that permits cards. If an earlier round has paid, the
     * running round is closed.
     */
    static Move paid(OrderState state, Capture capture) {
        OrderTerms terms = state.terms();
        List<OrderEvent> events = new ArrayList<>();
        events.add(permission(state, capture, capture.capturedAt()));
        if (state instanceof Unpaid && !capture.paymentId().equals(state.payment())) {
            events.add(new OrderCancelRequested(terms.orderId(), state.payment()));
        }
        return new Move(new Issuing(terms, state.round(), capture, false), events);
    }

    private static OrderPaid permission(OrderState state, Capture capture, Instant confirmedAt) {
        OrderTerms terms = state.terms();
        return new OrderPaid(
                terms.orderId(),
                capture.paymentId(),
                terms.sku(),
                terms.quantity(),
                terms.viewTokenSha256(),
                state.round().expiresAt(),
                confirmedAt,
                terms.storefront());
    }

    /**
     * The gateway still has the money: the permission is published again with the time of that
     * confirmation.
     */
    static OrderDecision confirmed(OrderState state, PaymentConfirmed event) {
        return switch (state) {
            case Issuing s -> Move.to(s, permission(s, s.capture(), event.confirmedAt()));
            case Paid s -> Repeat.SILENT;
            case Ended s -> Repeat.SILENT;
            case Unpaid s -> Repeat.SILENT;
        };
    }

    /** Records in every state where the round is paid, even if a later event came first. */
    static OrderDecision started(OrderState state, PaymentStarted event) {
        if (!event.playMoney() || state.round().test()) {
            return charged(state, event);
        }
        OrderState marked = state.in(state.round().withPlayMoney());
        return charged(marked, event) instanceof Move move ? move : Move.to(marked);
    }

    private static OrderDecision charged(OrderState state, PaymentStarted event) {
        return switch (state) {
            case AwaitingCharge s -> charging(s, event.attempt());
            case Charging s ->
                    event.attempt() > s.attempt() ? charging(s, event.attempt()) : Repeat.SILENT;
            // The action asked of the buyer remains until the result is known.
            case AwaitingBuyer s -> Repeat.SILENT;
            case Ended s -> Repeat.SILENT;
            case Paid s -> Repeat.SILENT;
        };
    }

    static OrderDecision unresolved(OrderState state, PaymentUnresolved event) {
        return switch (state) {
            case AwaitingCharge s -> charging(s, event.attempt());
            case AwaitingBuyer s ->
                    event.attempt() > s.attempt() ? charging(s, event.attempt()) : Repeat.SILENT;
            case Charging s ->
                    event.attempt() > s.attempt() ? charging(s, event.attempt()) : Repeat.SILENT;
            case Ended s -> Repeat.SILENT;
            case Paid s -> Repeat.SILENT;
        };
    }

    private static Move charging(Unpaid state, int attempt) {
        return Move.to(new Charging(state.terms(), state.round(), state.intent(), attempt));
    }

    static OrderDecision actionRequired(
            OrderState state, PaymentActionRequired event, Instant now) {
        BuyerAction action = new BuyerAction(event.action(), event.until());
        return switch (state) {
            case Unpaid s when !now.isBefore(event.until()) -> Repeat.SILENT;
            case AwaitingBuyer s when s.action().equals(action) -> Repeat.SILENT;
            case Unpaid s ->
                    Move.to(
                            new AwaitingBuyer(
                                    s.terms(), s.round(), s.intent(), s.attempt(), action));
            case Ended s -> Repeat.SILENT;
            case Paid s -> Repeat.SILENT;
        };
    }

    OrderDecision declined(OrderState state, PaymentDeclined event, Instant now) {
        return switch (state) {
            case Unpaid s ->
                    dead(
                            s,
                            new Failed(
                                    s.terms(),
                                    s.round(),
                                    event.notPayableThisWay()
                                            ? FailureReason.NOT_PAYABLE_THIS_WAY
                                            : FailureReason.PAYMENT_DECLINED,
                                    event.reason()),
                            now);
            case Ended s -> Repeat.SILENT;
            case Paid s -> Repeat.SILENT;
        };
    }

    OrderDecision cancelled(OrderState state, Instant now) {
        return switch (state) {
            case Unpaid s -> {
                FailureReason reason =
                        s.intent() instanceof Leave
                                ? FailureReason.CANCELLED_BY_BUYER
                                : FailureReason.PAYMENT_CLOSED;
                yield dead(s, new Failed(s.terms(), s.round(), reason, null), now);
            }
            case Ended s -> Repeat.SILENT;
            case Paid s -> Repeat.SILENT;
        };
    }

    /**
     * The gateway can no longer capture this round: only now may the next one start. Ends the order
     * unless the buyer wants to pay by another method.
     */
    private Move dead(Unpaid state, Failed failed, Instant now) {
        return switch (state.intent()) {
            case PayBy(String paymentMethod) ->
                    BuyerRules.nextRound(state, paymentMethod, timeToLive, now);
            case Pay w -> Move.to(failed, orderFailed(failed));
            case Leave w -> Move.to(failed, orderFailed(failed));
        };
    }

    static OrderFailed orderFailed(Failed failed) {
        return new OrderFailed(failed.terms().orderId(), failed.payment(), failed.reason());
    }
}
