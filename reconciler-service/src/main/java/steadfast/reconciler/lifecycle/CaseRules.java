package steadfast.reconciler.lifecycle;

import java.util.Collection;
import java.util.Optional;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;
import steadfast.reconciler.lifecycle.RoundHistory.Money;

/**
 * Whether an order needs a person. Pure functions of what was heard, so that a case opens and
 * closes by itself, whatever came first.
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

    /** Why a person should look. */
    public enum Reason {
        /** The gateway refused to give money back. */
        REFUND_REFUSED,
        /** A refund had succeeded and failed later: the gateway has the money again. */
        REFUND_FAILED,
        /** The cards are out, and the whole money went back. */
        REFUNDED_AFTER_DELIVERY,
        /** The buyer's bank takes the money back, or asks for it. */
        DISPUTED,
        /** Somebody gave a part of the money back at the gateway. */
        PARTLY_REFUNDED,
        /** The buyer was told that it expired, and nobody knows whether it was or will be paid. */
        EXPIRED_UNCERTAIN,
        /** The buyer was told that it came to nothing, and the gateway has the money. */
        CAPTURED_AFTER_END,
        /** Past its time to live it is paid and has no cards. */
        PAID_WITHOUT_CARDS,
        /** Past its time to live money that must go back has not gone back. */
        NOT_REFUNDED,
        /** Past its time to live it says nothing final, or a payment of it is uncertain. */
        NOT_FINAL
    }

    /** How it ended. */
    public enum Resolution {
        /** Paid, and the cards are out. */
        COMPLETED,
        /** The money went back. */
        REFUNDED,
        /** The money stayed at the gateway, and a person answers for that. */
        WRITTEN_OFF,
        /** Somebody else moved the money, and a person took note. */
        ACCEPTED,
        /** Nothing was captured and nothing can be any more. */
        CONFIRMED_CLOSED
    }

    /** What is wrong, and in which round. */
    public record Trouble(Reason reason, int round) {}

    /**
     * What is wrong with the order now; empty if it is on its way or at its end.
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
        Optional<Trouble> known = afterItsEnd(orderHistory).or(() -> MovedMoney.gravest(rounds));
        if (known.isPresent()) {
            return known;
        }
        return late && resolution(orderHistory).isEmpty()
                ? Optional.of(overdue(rounds))
                : Optional.empty();
    }

    /**
     * Whether this case is over: when the order is, or for what only a person can accept, when one
     * did or when it is no longer true.
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

    /** Whether a person who looks into this needs to know what was delivered. */
    public static boolean needsEvidence(OrderHistory orderHistory, Trouble shown) {
        RoundHistory round = orderHistory.rounds().get(shown.round());
        return round != null && round.delivered() && MovedMoney.of(shown.reason()).isPresent();
    }

    /** Whether fulfillment has told what was delivered for this round's money. */
    public static boolean hasEvidence(OrderHistory orderHistory, int round) {
        return orderHistory.when(Kind.DELIVERY_EVIDENCE, round).isPresent();
    }

    /** How the order ended, once it is final and every round's money is certain. */
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
                        round.heard(Kind.ORDER_COMPLETED) && round.money() != Money.REFUNDED)) {
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
            case CAPTURED -> round.heard(Kind.ORDER_COMPLETED) && !round.refunding();
            case CLOSED, REFUNDED, WRITTEN_OFF -> true;
        };
    }

    /** What the buyer was told last is not, or may not be, how it is. */
    private static Optional<Trouble> afterItsEnd(OrderHistory orderHistory) {
        RoundHistory last = orderHistory.rounds().get(PublicStatus.roundOf(orderHistory));
        if (last == null || last.paid() || !(last.endedUnpaid() || last.taken())) {
            return Optional.empty();
        }
        return switch (last.money()) {
            case CAPTURED -> Optional.of(new Trouble(Reason.CAPTURED_AFTER_END, last.number()));
            case UNCERTAIN ->
                    last.heard(Kind.ORDER_EXPIRED)
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
