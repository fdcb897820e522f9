package steadfast.reconciler.lifecycle;

import java.util.Collection;
import java.util.Optional;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;
import steadfast.reconciler.lifecycle.RoundHistory.Money;

/**
 * Decides whether an order needs a person. Pure functions of the order's history, so that a case
 * opens and closes by itself, in whatever order events arrive.
 *
 * <pre>
 *             trouble                        everything certain
 * (no case) ───────────▶ open, with a reason ──────────────────▶ closed, with a resolution
 *     ▲                                                               │
 *     └───────────────── something new turns up ──────────────────────┘
 * </pre>
 */
public final class CaseRules {

    private CaseRules() {}

    /** The reason why a person should look. */
    public enum Reason {
        /** The gateway refused a refund. */
        REFUND_REFUSED,
        /** A refund succeeded and failed later: the gateway has the money again. */
        REFUND_FAILED,
        /** The cards were issued, and the whole amount was refunded. */
        REFUNDED_AFTER_DELIVERY,
        /** The buyer's bank disputes the payment. */
        DISPUTED,
        /** A part of the money was refunded at the gateway directly. */
        PARTLY_REFUNDED,
        /**
         * The buyer was told that the order expired, and it is unknown whether it was or will be
         * paid.
         */
        EXPIRED_UNCERTAIN,
        /** The buyer was told that the order failed or expired, and the gateway has the money. */
        CAPTURED_AFTER_END,
        /** The order is paid and has no cards after its time to live. */
        PAID_WITHOUT_CARDS,
        /** Money that must be refunded was not refunded by the end of the time to live. */
        NOT_REFUNDED,
        /** The order is not final after its time to live, or one of its payments is uncertain. */
        NOT_FINAL
    }

    /** How the case ended. */
    public enum Resolution {
        /** Paid, and the cards were issued. */
        COMPLETED,
        /** The money was refunded. */
        REFUNDED,
        /** The money stayed at the gateway, and a person is responsible for that. */
        WRITTEN_OFF,
        /** The money was moved from outside, and a person accepted that. */
        ACCEPTED,
        /** Nothing was captured and nothing can be captured any more. */
        CONFIRMED_CLOSED
    }

    /** The trouble, and its round. */
    public record Trouble(Reason reason, int round) {}

    /**
     * Returns what is wrong with the order now; empty if it is in progress or finished.
     *
     * @param late whether it is more than a poll past its time to live
     */
    public static Optional<Trouble> trouble(OrderHistory orderHistory, boolean late) {
        Collection<RoundHistory> rounds = orderHistory.rounds().values();
        for (RoundHistory round : rounds) {
            if (round.refundIsRefused()) {
                Reason reason =
                        round.refundFailedLater() ? Reason.REFUND_FAILED : Reason.REFUND_REFUSED;
                return Optional.of(new Trouble(reason, round.number()));
            }
        }
        Optional<Trouble> known = afterItsEnd(orderHistory).or(() -> MovedMoney.worst(rounds));
        if (known.isPresent()) {
            return known;
        }
        return late && resolution(orderHistory).isEmpty()
                ? Optional.of(overdue(rounds))
                : Optional.empty();
    }

    /**
     * Returns whether this case is over: when the order is finished or, for trouble that only a
     * person can accept, when one did or when it no longer exists.
     */
    public static Optional<Resolution> resolution(OrderHistory orderHistory, Trouble shown) {
        RoundHistory round = orderHistory.rounds().get(shown.round());
        Optional<MovedMoney> moved = MovedMoney.of(shown.reason());
        if (round == null || moved.isEmpty()) {
            return resolution(orderHistory);
        }
        if (moved.get().isAccepted(round)) {
            return Optional.of(Resolution.ACCEPTED);
        }
        return moved.get().isTrueOf(round) ? Optional.empty() : resolution(orderHistory);
    }

    /** Returns whether a person who looks into this needs to know what was delivered. */
    public static boolean needsEvidence(OrderHistory orderHistory, Trouble shown) {
        RoundHistory round = orderHistory.rounds().get(shown.round());
        return round != null && round.delivered() && MovedMoney.of(shown.reason()).isPresent();
    }

    /** Returns whether fulfillment-service has reported what was delivered for this round. */
    public static boolean hasEvidence(OrderHistory orderHistory, int round) {
        return orderHistory.when(Kind.DELIVERY_EVIDENCE, round).isPresent();
    }

    /** Returns how the order ended, once it is final and every round's money is certain. */
    public static Optional<Resolution> resolution(OrderHistory orderHistory) {
        Collection<RoundHistory> rounds = orderHistory.rounds().values();
        if (rounds.isEmpty()
                || !Expectation.of(orderHistory).isEmpty()
                || !rounds.stream().allMatch(CaseRules::isCertain)) {
            return Optional.empty();
        }
        if (rounds.stream().anyMatch(round -> round.money() == Money.WRITTEN_OFF)) {
            return Optional.of(Resolution.WRITTEN_OFF);
        }
        if (rounds.stream()
                .anyMatch(round ->
                        round.has(Kind.ORDER_COMPLETED) && round.money() != Money.REFUNDED)) {
            return Optional.of(Resolution.COMPLETED);
        }
        return Optional.of(
                rounds.stream().anyMatch(round -> round.money() == Money.REFUNDED)
                        ? Resolution.REFUNDED
                        : Resolution.CONFIRMED_CLOSED);
    }

    private static boolean isCertain(RoundHistory round) {
        return switch (round.money()) {
            case UNCERTAIN -> false;
            case CAPTURED -> round.has(Kind.ORDER_COMPLETED) && !round.refunding();
            case CLOSED, REFUNDED, WRITTEN_OFF -> true;
        };
    }

    /** Returns whether the buyer's last information is or may be wrong. */
    private static Optional<Trouble> afterItsEnd(OrderHistory orderHistory) {
        RoundHistory last = orderHistory.rounds().get(PublicStatus.roundOf(orderHistory));
        if (last == null || last.paid() || !(last.endedUnpaid() || last.taken())) {
            return Optional.empty();
        }
        return switch (last.money()) {
            case CAPTURED -> Optional.of(new Trouble(Reason.CAPTURED_AFTER_END, last.number()));
            case UNCERTAIN ->
                    last.has(Kind.ORDER_EXPIRED)
                            ? Optional.of(new Trouble(Reason.EXPIRED_UNCERTAIN, last.number()))
                            : Optional.empty();
            case CLOSED, REFUNDED, WRITTEN_OFF -> Optional.empty();
        };
    }

    private static Trouble overdue(Collection<RoundHistory> rounds) {
        RoundHistory open =
                rounds.stream()
                        .filter(round -> !isCertain(round))
                        .findFirst()
                        .orElseGet(() -> rounds.stream().reduce((a, b) -> b).orElseThrow());
        Reason reason =
                switch (open.money()) {
                    case CAPTURED ->
                            open.refunding()
                                    ? Reason.NOT_REFUNDED
                                    : open.paid() ? Reason.PAID_WITHOUT_CARDS : Reason.NOT_FINAL;
                    case UNCERTAIN, CLOSED, REFUNDED, WRITTEN_OFF -> Reason.NOT_FINAL;
                };
        return new Trouble(reason, open.number());
    }
}
