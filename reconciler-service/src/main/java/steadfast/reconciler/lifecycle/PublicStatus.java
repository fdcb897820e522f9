package steadfast.reconciler.lifecycle;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * An order's status as its events tell it; named as the storefront's API names it, because a
 * decision holds only while the order still says the same.
 */
public enum PublicStatus {
    /** 待支付. */
    PENDING_PAYMENT,
    /** 处理中. */
    PROCESSING,
    /** 已完成. */
    COMPLETED,
    /** 已失败. */
    FAILED,
    /** 已过期. */
    EXPIRED,
    /** 退款中. */
    REFUNDING,
    /** 已退款. */
    REFUNDED;

    /** What the order says of itself, as far as it was heard. */
    public static PublicStatus of(OrderHistory orderHistory) {
        RoundHistory round = orderHistory.rounds().get(roundOf(orderHistory));
        return round == null ? PENDING_PAYMENT : of(round, orderHistory);
    }

    /**
     * The round of the payment that counts: the one whose money the order took, or gives back as
     * its end, or the last that may be paid.
     */
    public static int roundOf(OrderHistory orderHistory) {
        Collection<RoundHistory> rounds = orderHistory.rounds().values();
        return first(rounds, RoundHistory::taken)
                .or(() -> first(rounds, RoundHistory::holdsTheOrder))
                .orElse(Math.max(1, orderHistory.round()));
    }

    private static Optional<Integer> first(
            Collection<RoundHistory> rounds, Predicate<RoundHistory> which) {
        return rounds.stream().filter(which).map(RoundHistory::number).findFirst();
    }

    private static PublicStatus of(RoundHistory round, OrderHistory orderHistory) {
        if (round.heard(Kind.ORDER_COMPLETED)) {
            return COMPLETED;
        }
        if (round.endedRefunded()) {
            return REFUNDED;
        }
        // Money that came back unasked: a paid order withdraws its cards before it says so.
        if (round.refunding() && (round.givesBack() || !round.paid())) {
            return REFUNDING;
        }
        if (round.taken()) {
            return PROCESSING;
        }
        if (round.endedUnpaid()) {
            return round.heard(Kind.ORDER_EXPIRED) ? EXPIRED : FAILED;
        }
        return unpaid(round, orderHistory);
    }

    /** The buyer's action stays on the table until a doubt is said after it. */
    private static PublicStatus unpaid(RoundHistory round, OrderHistory orderHistory) {
        if (round.heard(Kind.PAYMENT_ACTION_REQUIRED)) {
            return orderHistory.isBuyersTurn(round.number()) ? PENDING_PAYMENT : PROCESSING;
        }
        // A close that was asked for before anything was sent leaves the order where it was.
        return round.knownToPayment() || round.number() > 1 ? PROCESSING : PENDING_PAYMENT;
    }
}
