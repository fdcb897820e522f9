package steadfast.reconciler.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import steadfast.events.OperationsEvent.Decision;
import steadfast.reconciler.lifecycle.Fact.Kind;
import steadfast.reconciler.lifecycle.RoundOfPaying.Money;

/**
 * A decision that can work as things stand, and what the gateway must say first. Only what its
 * receivers would carry out is offered; what a person merely believes is never taken for the
 * gateway's word.
 *
 * @param round whose payment it is about
 * @param writesOff whether the gateway keeps money that it should have given back
 */
public record Offer(Decision decision, int round, Proof proof, boolean writesOff) {

    Offer(Decision decision, int round, Proof proof) {
        this(decision, round, proof, false);
    }

    /** What the gateway must say at the moment of the decision. */
    public enum Proof {
        /** Nothing: what was heard is enough. */
        NONE,
        /** That it has the money; asked by a query. */
        CAPTURED,
        /** That it can never be captured; asked by closing it. */
        CLOSED
    }

    /** Whether the gateway's answer is the one that this decision needs. */
    public boolean isProvenBy(GatewayWord.Kind word) {
        return switch (proof) {
            case NONE -> true;
            case CAPTURED -> word == GatewayWord.Kind.CAPTURED;
            case CLOSED -> word == GatewayWord.Kind.CANCELLED || word == GatewayWord.Kind.DECLINED;
        };
    }

    /** Everything that may be decided about an order of which this is known. */
    public static List<Offer> of(Knowledge knowledge) {
        List<Offer> offers = new ArrayList<>();
        int counts = SeenStatus.roundOf(knowledge);
        for (RoundOfPaying round : knowledge.rounds().values()) {
            // Another capture's refund is no matter of the order's: only a write-off ends it.
            if (round.number() != counts && round.refundIsRefused()) {
                offers.add(writeOff(round));
            }
        }
        if (offers.isEmpty() && knowledge.rounds().containsKey(counts)) {
            RoundOfPaying round = Objects.requireNonNull(knowledge.rounds().get(counts));
            addAll(offers, round, knowledge);
        }
        return List.copyOf(offers);
    }

    private static void addAll(List<Offer> offers, RoundOfPaying round, Knowledge knowledge) {
        switch (SeenStatus.of(knowledge)) {
            case PENDING_PAYMENT, PROCESSING -> {
                if (round.paid()) {
                    offerRefundOfIssuing(offers, round);
                } else if (round.taken()) {
                    offerWhatToDoWithTheMoney(offers, round);
                } else {
                    offerWhileUnpaid(offers, round);
                }
            }
            case EXPIRED, FAILED -> offerAfterItsEnd(offers, round, knowledge);
            case REFUNDING -> {
                if (round.refundIsRefused()) {
                    offers.add(new Offer(Decision.REFUND, round.number(), Proof.NONE));
                    offers.add(writeOff(round));
                }
            }
            case COMPLETED, REFUNDED -> {}
        }
    }

    private static void offerRefundOfIssuing(List<Offer> offers, RoundOfPaying round) {
        if (!round.heard(Kind.CARDS_ISSUED)
                && !round.heard(Kind.ISSUE_WITHDRAWAL_REQUESTED)
                && !round.heard(Kind.ISSUE_WITHDRAWN)) {
            offers.add(new Offer(Decision.REFUND, round.number(), Proof.NONE));
        }
    }

    private static void offerWhatToDoWithTheMoney(List<Offer> offers, RoundOfPaying round) {
        offers.add(new Offer(Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
        offers.add(new Offer(Decision.REFUND, round.number(), Proof.CAPTURED));
    }

    private static void offerWhileUnpaid(List<Offer> offers, RoundOfPaying round) {
        switch (round.money()) {
            case UNCERTAIN -> {
                offers.add(new Offer(Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
                offers.add(new Offer(Decision.CLOSE, round.number(), Proof.CLOSED));
            }
            case CAPTURED ->
                    offers.add(new Offer(Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
            case CLOSED -> offers.add(new Offer(Decision.CLOSE, round.number(), Proof.NONE));
            case REFUNDED, WRITTEN_OFF -> {}
        }
    }

    private static void offerAfterItsEnd(
            List<Offer> offers, RoundOfPaying round, Knowledge knowledge) {
        switch (round.money()) {
            case UNCERTAIN -> {
                offers.add(new Offer(Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
                offers.add(new Offer(Decision.REFUND, round.number(), Proof.CAPTURED));
                offers.add(new Offer(Decision.CLOSE, round.number(), Proof.CLOSED));
            }
            case CAPTURED -> offerWhatToDoWithTheMoney(offers, round);
            case CLOSED -> {
                // An earlier round that may still be captured would make it a second capture.
                if (knowledge.rounds().values().stream().allMatch(Offer::isDead)) {
                    offers.add(new Offer(Decision.RETRY, round.number(), Proof.NONE));
                }
            }
            case REFUNDED, WRITTEN_OFF -> {}
        }
    }

    private static Offer writeOff(RoundOfPaying round) {
        return new Offer(Decision.CLOSE, round.number(), Proof.NONE, true);
    }

    private static boolean isDead(RoundOfPaying round) {
        return round.money() == Money.CLOSED || round.money() == Money.REFUNDED;
    }
}
