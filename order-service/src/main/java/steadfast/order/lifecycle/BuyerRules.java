package steadfast.order.lifecycle;

import java.time.Instant;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.Decision.Contradiction;
import steadfast.order.lifecycle.Decision.Move;
import steadfast.order.lifecycle.Decision.Repeat;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderState.Charging;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Expired;
import steadfast.order.lifecycle.OrderState.Failed;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/** What follows from the buyer's buttons. */
final class BuyerRules {

    /** A limit on how often a buyer may try: each round is a payment at the gateway. */
    static final int MAX_ROUNDS = 20;

    private final TimeToLive timeToLive;

    BuyerRules(TimeToLive timeToLive) {
        this.timeToLive = timeToLive;
    }

    /** A cancel is a request: it ends on the gateway's confirmation, or a capture overtakes it. */
    Decision cancelled(OrderState state) {
        return switch (state) {
            case Unpaid s when s.cancelRequested() -> Repeat.SILENT;
            case Unpaid s ->
                    Move.to(
                            s.cancelled(),
                            new OrderCancelRequested(s.terms().orderId(), s.payment()));
            case Ended s -> Repeat.SILENT;
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
            case Issuing s -> alreadyPaid();
            case Withdrawing s -> alreadyPaid();
            case Held s -> alreadyPaid();
            case Completed s -> alreadyPaid();
        };
    }

    private static Contradiction alreadyPaid() {
        return new Contradiction("the order is paid");
    }

    Decision retried(OrderState state, RetriedByBuyer retry, Instant now) {
        if (retry.round() <= state.round().number()) {
            return Repeat.SILENT;
        }
        return switch (state) {
            case Failed s
                    when retry.round() == s.round().number() + 1 && retry.round() <= MAX_ROUNDS ->
                    nextRound(s, retry.paymentMethod(), timeToLive, now);
            case Failed s -> new Contradiction("there is no round " + retry.round() + " to start");
            // A second click, while the round that the first one started is on its way.
            case Unpaid s when s.round().paymentMethod().equals(retry.paymentMethod()) ->
                    Repeat.SILENT;
            case Unpaid s -> new Contradiction("the last round may still be paid");
            case Expired s -> new Contradiction("an expired order is revived by a person only");
            case Paid s -> new Contradiction("the order was paid");
        };
    }

    /** An ended order tries again under a new payment ID. */
    static Move nextRound(Ended state, String paymentMethod, TimeToLive timeToLive, Instant now) {
        PaymentId payment = state.round().paymentId().next();
        Round round = timeToLive.start(payment, paymentMethod, now);
        return Move.to(
                new Charging(state.terms(), round, false, 0),
                new OrderRetryRequested(
                        state.terms().orderId(),
                        payment,
                        state.terms().total(),
                        paymentMethod,
                        round.payBy(),
                        round.expiresAt()));
    }
}
