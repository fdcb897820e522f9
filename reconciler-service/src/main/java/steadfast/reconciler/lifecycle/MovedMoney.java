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
 * What somebody else did with a round's money, the gravest first. It is true for ever, so that only
 * a person can end its case, by accepting this and nothing else. A whole refund before the cards
 * are out needs nobody, and outweighs the rest.
 */
enum MovedMoney {
    /** The cards are out, and the whole money went back. */
    REFUNDED_AFTER_DELIVERY(Reason.REFUNDED_AFTER_DELIVERY, Entry.REFUND_AFTER_DELIVERY) {
        @Override
        boolean isTrueOf(RoundHistory round) {
            return round.delivered() && round.money() == Money.REFUNDED;
        }
    },
    /** The buyer's bank takes it back, or asks for it. */
    DISPUTED(Reason.DISPUTED, Entry.DISPUTE) {
        @Override
        boolean isTrueOf(RoundHistory round) {
            return round.heard(Kind.PAYMENT_DISPUTED) && !isOver(round);
        }
    },
    /** A part of it went back. */
    PARTLY_REFUNDED(Reason.PARTLY_REFUNDED, Entry.PART_REFUND) {
        @Override
        boolean isTrueOf(RoundHistory round) {
            return round.heard(Kind.PAYMENT_PARTLY_REFUNDED) && !isOver(round);
        }
    };

    private final Reason reason;
    private final Entry entry;

    MovedMoney(Reason reason, Entry entry) {
        this.reason = reason;
        this.entry = entry;
    }

    /** What a case with this reason is about; empty for all other reasons. */
    static Optional<MovedMoney> of(Reason reason) {
        return Arrays.stream(values()).filter(moved -> moved.reason == reason).findFirst();
    }

    /** The gravest that nobody has accepted. */
    static Optional<Trouble> gravest(Collection<RoundHistory> rounds) {
        return Arrays.stream(values())
                .flatMap(moved ->
                        rounds.stream()
                                .filter(moved::troubles)
                                .map(round -> new Trouble(moved.reason, round.number())))
                .findFirst();
    }

    /** Whether this is so. */
    abstract boolean isTrueOf(RoundHistory round);

    /** Whether it is so and nobody has accepted it. */
    boolean troubles(RoundHistory round) {
        return isTrueOf(round) && !isAccepted(round);
    }

    /** Whether a person has taken note of it. */
    boolean isAccepted(RoundHistory round) {
        return entry.isOnRecord(round);
    }

    /**
     * A person takes note of it. A dispute of cards that are not out is nobody's to accept: they
     * are withheld, and the money is asked back.
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
