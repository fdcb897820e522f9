package steadfast.reconciler.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steadfast.events.OperationsEvent.Decision;
import steadfast.reconciler.lifecycle.CaseRules.Trouble;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;
import steadfast.reconciler.lifecycle.RoundHistory.Money;

/**
 * A decision that can work as things stand, and what the gateway must say first. Only what its
 * receivers would carry out is offered; what a person merely believes is never taken for the
 * gateway's word.
 *
 * @param round whose payment it is about
 * @param entry what goes on record when it is taken, beside what the gateway says
 */
public record AvailableDecision(Decision decision, int round, Proof proof, Entry entry) {

    AvailableDecision(Decision decision, int round, Proof proof) {
        this(decision, round, proof, Entry.NONE);
    }

    /** What a person answers for by the decision itself. */
    public enum Entry {
        /** Nothing: its receivers will tell what became of it. */
        NONE,
        /** The gateway keeps money that it should have given back. */
        WRITE_OFF(Kind.WRITTEN_OFF),
        /** The cards are out and the money went back. */
        REFUND_AFTER_DELIVERY(Kind.REFUND_ACCEPTED),
        /** A part of the money went back. */
        PART_REFUND(Kind.PART_REFUND_ACCEPTED),
        /** The cards are out and the buyer's bank disputes the payment. */
        DISPUTE(Kind.DISPUTE_ACCEPTED);

        private final @Nullable Kind kind;

        Entry(Kind kind) {
            this.kind = kind;
        }

        Entry() {
            this.kind = null;
        }

        /** The fact that it makes of this round. */
        public Optional<ObservedEvent> fact(int round, Instant at) {
            return Optional.ofNullable(kind).map(known -> new ObservedEvent(known, round, 0, at));
        }

        boolean isOnRecord(RoundHistory round) {
            return kind != null && round.heard(kind);
        }

        /** Whether it only takes note: no order and no payment moves by it, so nobody is told. */
        public boolean onlyTakesNote() {
            return switch (this) {
                case NONE, WRITE_OFF -> false;
                case REFUND_AFTER_DELIVERY, PART_REFUND, DISPUTE -> true;
            };
        }
    }

    /** What the gateway must say at the moment of the decision. */
    public enum Proof {
        /** Nothing: what was heard is enough. */
        NONE,
        /** That it has the money, or most of it; asked by a query. */
        CAPTURED,
        /** That it has another amount than was agreed; asked by a query. */
        CAPTURED_OTHERWISE,
        /** That it can never be captured; asked by closing it. */
        CLOSED
    }

    /** Whether the gateway's answer is the one that this decision needs. */
    public boolean isProvenBy(GatewayStatus.Kind word) {
        return switch (proof) {
            case NONE -> true;
            case CAPTURED ->
                    word == GatewayStatus.Kind.CAPTURED
                            || word == GatewayStatus.Kind.PARTLY_REFUNDED;
            case CAPTURED_OTHERWISE -> word == GatewayStatus.Kind.CAPTURED_OTHERWISE;
            case CLOSED ->
                    word == GatewayStatus.Kind.CANCELLED || word == GatewayStatus.Kind.DECLINED;
        };
    }

    /** Everything that may be decided about an order of which this is known. */
    public static List<AvailableDecision> of(OrderHistory orderHistory) {
        List<AvailableDecision> offers = new ArrayList<>();
        int counts = PublicStatus.roundOf(orderHistory);
        for (RoundHistory round : orderHistory.rounds().values()) {
            // Another capture's refund is no matter of the order's: only a write-off ends it.
            if (round.number() != counts && round.refundIsRefused()) {
                offers.add(writeOff(round));
            }
        }
        if (offers.isEmpty() && orderHistory.rounds().containsKey(counts)) {
            RoundHistory round = Objects.requireNonNull(orderHistory.rounds().get(counts));
            addAll(offers, round, orderHistory);
        }
        return List.copyOf(offers);
    }

    /**
     * Everything that may be decided in the open case of this trouble. There a close takes note of
     * the trouble, and of no other one, so that nobody accepts what was not shown.
     */
    public static List<AvailableDecision> of(OrderHistory orderHistory, Trouble shown) {
        List<AvailableDecision> offers = of(orderHistory);
        Optional<AvailableDecision> note = takingNoteOf(shown, orderHistory);
        if (note.isEmpty()) {
            return offers;
        }
        return Stream.concat(
                        offers.stream()
                                .filter(availableDecision ->
                                        availableDecision.decision() != Decision.CLOSE),
                        note.stream())
                .toList();
    }

    private static Optional<AvailableDecision> takingNoteOf(
            Trouble shown, OrderHistory orderHistory) {
        // Money that is on its way back ends the trouble; or the gateway refuses, and then a close
        // writes it off.
        return PublicStatus.of(orderHistory) == PublicStatus.REFUNDING
                ? Optional.empty()
                : MovedMoney.of(shown.reason())
                        .flatMap(moved ->
                                Optional.ofNullable(orderHistory.rounds().get(shown.round()))
                                        .flatMap(moved::acceptance));
    }

    private static void addAll(
            List<AvailableDecision> offers, RoundHistory round, OrderHistory orderHistory) {
        switch (PublicStatus.of(orderHistory)) {
            case PENDING_PAYMENT, PROCESSING -> {
                if (round.paid()) {
                    offerRefundOfIssuing(offers, round);
                } else if (round.taken()) {
                    offerWhatToDoWithTheMoney(offers, round);
                } else {
                    offerWhileUnpaid(offers, round);
                }
            }
            case EXPIRED, FAILED -> offerAfterItsEnd(offers, round, orderHistory);
            case REFUNDING -> {
                if (round.refundIsRefused()) {
                    offers.add(new AvailableDecision(Decision.REFUND, round.number(), Proof.NONE));
                    offers.add(writeOff(round));
                }
            }
            case COMPLETED, REFUNDED -> {}
        }
    }

    private static void offerRefundOfIssuing(List<AvailableDecision> offers, RoundHistory round) {
        if (round.money() == Money.CAPTURED
                && !round.delivered()
                && !round.heard(Kind.ISSUE_WITHDRAWAL_REQUESTED)
                && !round.heard(Kind.ISSUE_WITHDRAWN)) {
            offers.add(new AvailableDecision(Decision.REFUND, round.number(), Proof.NONE));
        }
    }

    private static void offerWhatToDoWithTheMoney(
            List<AvailableDecision> offers, RoundHistory round) {
        offers.add(new AvailableDecision(Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
        offers.add(new AvailableDecision(Decision.REFUND, round.number(), Proof.CAPTURED));
    }

    private static void offerWhileUnpaid(List<AvailableDecision> offers, RoundHistory round) {
        switch (round.money()) {
            case UNCERTAIN -> {
                offers.add(
                        new AvailableDecision(
                                Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
                offers.add(refundCaptured(round));
                offers.add(new AvailableDecision(Decision.CLOSE, round.number(), Proof.CLOSED));
            }
            case CAPTURED ->
                    offers.add(
                            new AvailableDecision(
                                    Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
            case CLOSED ->
                    offers.add(new AvailableDecision(Decision.CLOSE, round.number(), Proof.NONE));
            case REFUNDED, WRITTEN_OFF -> {}
        }
    }

    private static void offerAfterItsEnd(
            List<AvailableDecision> offers, RoundHistory round, OrderHistory orderHistory) {
        switch (round.money()) {
            case UNCERTAIN -> {
                offers.add(
                        new AvailableDecision(
                                Decision.CONFIRM_PAID, round.number(), Proof.CAPTURED));
                offers.add(new AvailableDecision(Decision.REFUND, round.number(), Proof.CAPTURED));
                offers.add(refundCaptured(round));
                offers.add(new AvailableDecision(Decision.CLOSE, round.number(), Proof.CLOSED));
            }
            case CAPTURED -> offerWhatToDoWithTheMoney(offers, round);
            case CLOSED -> {
                // An earlier round that may still be captured would make it a second capture.
                if (orderHistory.rounds().values().stream().allMatch(AvailableDecision::isDead)) {
                    offers.add(new AvailableDecision(Decision.RETRY, round.number(), Proof.NONE));
                }
            }
            case REFUNDED, WRITTEN_OFF -> {}
        }
    }

    private static AvailableDecision refundCaptured(RoundHistory round) {
        return new AvailableDecision(
                Decision.REFUND_CAPTURED, round.number(), Proof.CAPTURED_OTHERWISE);
    }

    private static AvailableDecision writeOff(RoundHistory round) {
        return new AvailableDecision(Decision.CLOSE, round.number(), Proof.NONE, Entry.WRITE_OFF);
    }

    private static boolean isDead(RoundHistory round) {
        return round.money() == Money.CLOSED || round.money() == Money.REFUNDED;
    }
}
