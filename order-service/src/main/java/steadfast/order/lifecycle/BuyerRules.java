package steadfast.order.lifecycle;

import java.time.Duration;
import java.time.Instant;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.BuyerIntent.Leave;
import steadfast.order.lifecycle.BuyerIntent.Pay;
import steadfast.order.lifecycle.BuyerIntent.PayBy;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
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

/** The rules for the buyer's actions. */
final class BuyerRules {

    /** The most rounds of one order: each round is a payment at the gateway. */
    static final int MAX_ROUNDS = 20;

    /**
     * How long after its submission a failed order can be paid again. It keeps its original price,
     * so without a limit a buyer could wait for the price to rise.
     */
    static final Duration PAYABLE_FOR = Duration.ofDays(1);

    private final TimeToLive timeToLive;

    BuyerRules(TimeToLive timeToLive) {
        this.timeToLive = timeToLive;
    }

    /**
     * A cancel is a request: the order ends when the gateway confirms it, unless a capture comes
     * first.
     */
    OrderDecision cancelled(OrderState state) {
        return switch (state) {
            case Unpaid s -> left(s);
            case Ended s -> Repeat.SILENT;
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
            case Issuing s -> alreadyPaid();
            case Withdrawing s -> alreadyPaid();
            case Held s -> alreadyPaid();
            case Completed s -> alreadyPaid();
        };
    }

    private static OrderDecision left(Unpaid state) {
        Unpaid leaving = state.withIntent(new Leave());
        return switch (state.intent()) {
            case Pay w -> closing(leaving);
            case Leave w -> Repeat.SILENT;
            // Its close was already requested; only what follows it changes.
            case PayBy w -> Move.to(leaving);
        };
    }

    private static Move closing(Unpaid state) {
        return Move.to(state, new OrderCancelRequested(state.terms().orderId(), state.payment()));
    }

    private static Contradiction alreadyPaid() {
        return new Contradiction("the order is paid");
    }

    OrderDecision retried(OrderState state, RetriedByBuyer retry, Instant now) {
        if (retry.round() <= state.round().number()) {
            return Repeat.SILENT;
        }
        return switch (state) {
            case Failed s when isTooOld(s, now) ->
                    new Contradiction("the order is too old to be paid now");
            case Failed s when mayStart(retry, s) ->
                    nextRound(s, retry.paymentMethod(), timeToLive, now);
            case Failed s -> noSuchRound(retry);
            case Unpaid s -> changed(s, retry);
            case Expired s -> new Contradiction("only a person can revive an expired order");
            case Paid s -> new Contradiction("the order was paid");
        };
    }

    /**
     * The current round may still be captured, so a request to pay by another method only asks to
     * close it; the next round starts once it can no longer be captured.
     */
    private static OrderDecision changed(Unpaid state, RetriedByBuyer retry) {
        Unpaid changing = state.withIntent(new PayBy(retry.paymentMethod()));
        boolean sameMethod = state.round().paymentMethod().equals(retry.paymentMethod());
        return switch (state.intent()) {
            // A second click while the round that the first one started is still in progress.
            case Pay w when sameMethod -> Repeat.SILENT;
            case PayBy w when changing.equals(state) -> Repeat.SILENT;
            case Pay w -> mayStart(retry, state) ? closing(changing) : noSuchRound(retry);
            case Leave w -> mayStart(retry, state) ? Move.to(changing) : noSuchRound(retry);
            case PayBy w -> mayStart(retry, state) ? Move.to(changing) : noSuchRound(retry);
        };
    }

    private static boolean isTooOld(Failed state, Instant now) {
        return now.isAfter(state.terms().submittedAt().plus(PAYABLE_FOR));
    }

    private static boolean mayStart(RetriedByBuyer retry, OrderState state) {
        return retry.round() == state.round().number() + 1 && retry.round() <= MAX_ROUNDS;
    }

    private static Contradiction noSuchRound(RetriedByBuyer retry) {
        return new Contradiction("there is no round " + retry.round() + " to start");
    }

    /** An order whose last round can no longer be captured tries again with a new payment ID. */
    static Move nextRound(
            OrderState state, String paymentMethod, TimeToLive timeToLive, Instant now) {
        PaymentId payment = state.round().paymentId().next();
        Round round = timeToLive.start(payment, paymentMethod, now);
        return Move.to(
                new Charging(state.terms(), round, new Pay(), 0),
                new OrderRetryRequested(
                        state.terms().orderId(),
                        payment,
                        state.terms().total(),
                        paymentMethod,
                        round.payBy(),
                        round.expiresAt()));
    }
}
