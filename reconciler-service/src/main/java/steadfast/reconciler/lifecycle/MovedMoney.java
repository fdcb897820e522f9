package steadfast.reconciler.lifecycle;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import steadfast.events.OperationsEvent.Decision;
import steadfast.reconciler.lifecycle.AvailableDecision.Entry;
import steadfast.reconciler.lifecycle.AvailableDecision.Proof;
import steadfast.reconciler.lifecycle.CaseRules.Reason;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;
import steadfast.reconciler.lifecycle.RoundHistory.Money;

/**
 * Changes to a round's money from outside, most serious first. Each stays true forever, so that
 * only a person can end its case, by accepting exactly this one. A full refund before the cards are
 * issued needs no person, and outweighs the others.
 */
enum MovedMoney {
    /** The cards were issued, and the whole amount was refunded. */
    REFUNDED_AFTER_DELIVERY(Reason.REFUNDED_AFTER_DELIVERY, Entry.REFUND_AFTER_DELIVERY) {
        @Override
        boolean isTrueOf(RoundHistory round) {
            return round.delivered() && round.money() == Money.REFUNDED;
        }
    },
    /** The buyer's bank disputes it. */
    DISPUTED(Reason.DISPUTED, Entry.DISPUTE) {
        @Override
        boolean isTrueOf(RoundHistory round) {
            return round.has(Kind.PAYMENT_DISPUTED) && !isOver(round);
        }
    },
    /** A part of it was refunded. */
    PARTLY_REFUNDED(Reason.PARTLY_REFUNDED, Entry.PART_REFUND) {
        @Override
        boolean isTrueOf(RoundHistory round) {
            return round.has(Kind.PAYMENT_PARTLY_REFUNDED) && !isOver(round);
        }
    };

    private final Reason reason;
    private final Entry entry;

    MovedMoney(Reason reason, Entry entry) {
        this.reason = reason;
        this.entry = entry;
    }

    /** Returns the change that a case with this reason is about; empty for all other reasons. */
    static Optional<MovedMoney> of(Reason reason) {
        return Arrays.stream(values()).filter(moved -> moved.reason == reason).findFirst();
    }

    /** Returns the most serious one that nobody has accepted. */
    static Optional<Trouble> worst(Collection<RoundHistory> rounds) {
        return Arrays.stream(values())
                .flatMap(moved ->
                        rounds.stream()
                                .filter(moved::troubles)
                                .map(round -> new Trouble(moved.reason, round.number())))
                .findFirst();
    }

    /** Returns whether this happened. */
    abstract boolean isTrueOf(RoundHistory round);

    /** Returns whether it happened and nobody has accepted it. */
    boolean troubles(RoundHistory round) {
        return isTrueOf(round) && !isAccepted(round);
    }

    /** Returns whether a person has accepted it. */
    boolean isAccepted(RoundHistory round) {
        return entry.isOnRecord(round);
    }

    /**
     * Returns the fact that a person accepts it. A dispute before the cards are issued cannot be
     * accepted: the cards are withheld, and a refund is requested.
     */
    Optional<AvailableDecision> acceptance(RoundHistory round) {
        return troubles(round) && (this != DISPUTED || round.delivered())
                ? Optional.of(
                        new AvailableDecision(Decision.CLOSE, round.number(), Proof.NONE, entry))
                : Optional.empty();
    }

    private static boolean isOver(RoundHistory round) {
        return round.money() == Money.REFUNDED || round.money() == Money.WRITTEN_OFF;
    }
}
