package steadfast.reconciler.lifecycle;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * An order's status as known from its events; named as in the storefronts' API, because a decision
 * is valid only while the order still has it.
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

    /** Returns the order's own status, as far as it is known. */
    public static PublicStatus of(OrderHistory orderHistory) {
        RoundHistory round = orderHistory.rounds().get(roundOf(orderHistory));
        return round == null ? PENDING_PAYMENT : of(round, orderHistory);
    }

    /**
     * Returns the round of the payment that counts: the one that the order accepted, or refunds at
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
        if (round.has(Kind.ORDER_COMPLETED)) {
            return COMPLETED;
        }
        if (round.endedRefunded()) {
            return REFUNDED;
        }
        // The payment was refunded without a request: a paid order withdraws its cards before it
        // publishes that.
        if (round.refunding() && (round.givesBack() || !round.paid())) {
            return REFUNDING;
        }
        if (round.taken()) {
            return PROCESSING;
        }
        if (round.endedUnpaid()) {
            return round.has(Kind.ORDER_EXPIRED) ? EXPIRED : FAILED;
        }
        return unpaid(round, orderHistory);
    }

    /** The buyer's action remains until a later event says that the outcome is unknown. */
    private static PublicStatus unpaid(RoundHistory round, OrderHistory orderHistory) {
        if (round.has(Kind.PAYMENT_ACTION_REQUIRED)) {
            return orderHistory.awaitsBuyer(round.number()) ? PENDING_PAYMENT : PROCESSING;
        }
        // A close that was requested before a charge was sent does not change the order's status.
        return round.knownToPayment() || round.number() > 1 ? PROCESSING : PENDING_PAYMENT;
    }
}
