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
 * A decision that is possible now, and the gateway's answer that it requires. Only decisions that
 * their receivers would carry out are offered; a person's belief never replaces the gateway's
 * answer.
 *
 * @param round the round whose payment it is about
 * @param entry the fact to record when it is taken, besides the gateway's answer
 */
public record AvailableDecision(Decision decision, int round, Proof proof, Entry entry) {

    AvailableDecision(Decision decision, int round, Proof proof) {
        this(decision, round, proof, Entry.NONE);
    }

    /** The fact for which a person is responsible by the decision itself. */
    public enum Entry {
        /** None: its receivers will report the result. */
        NONE,
        /** The gateway keeps money that it should have refunded. */
        WRITE_OFF(Kind.WRITTEN_OFF),
        /** The cards were issued and the money was refunded. */
        REFUND_AFTER_DELIVERY(Kind.REFUND_ACCEPTED),
        /** A part of the money was refunded. */
        PART_REFUND(Kind.PART_REFUND_ACCEPTED),
        /** The cards were issued and the buyer's bank disputes the payment. */
        DISPUTE(Kind.DISPUTE_ACCEPTED);

        private final @Nullable Kind kind;

        Entry(Kind kind) {
            this.kind = kind;
        }

        Entry() {
            this.kind = null;
        }

        /** Returns the fact to record about this round. */
        public Optional<ObservedEvent> fact(int round, Instant at) {
            return Optional.ofNullable(kind).map(known -> new ObservedEvent(known, round, 0, at));
        }

        boolean isOnRecord(RoundHistory round) {
            return kind != null && round.has(kind);
        }

        /**
         * Returns whether it is only recorded: it changes no order and no payment, so no event is
         * published.
         */
        public boolean isOnlyRecorded() {
            return switch (this) {
                case NONE, WRITE_OFF -> false;
                case REFUND_AFTER_DELIVERY, PART_REFUND, DISPUTE -> true;
            };
        }
    }

    /** The gateway's answer that a decision requires. */
    public enum Proof {
        /** None: the received events are enough. */
        NONE,
        /** That it has the money, or most of it; asked by a query. */
        CAPTURED,
        /** That it has another amount than was agreed; asked by a query. */
        CAPTURED_OTHERWISE,
        /** That it can never be captured; asked by closing it. */
        CLOSED
    }

    /** Returns whether the gateway's answer is the required one. */
    public boolean isProvenBy(GatewayStatus.Kind status) {
        return switch (proof) {
            case NONE -> true;
            case CAPTURED ->
                    status == GatewayStatus.Kind.CAPTURED
                            || status == GatewayStatus.Kind.PARTLY_REFUNDED;
            case CAPTURED_OTHERWISE -> status == GatewayStatus.Kind.CAPTURED_OTHERWISE;
            case CLOSED ->
                    status == GatewayStatus.Kind.CANCELLED || status == GatewayStatus.Kind.DECLINED;
        };
    }

    /** Returns every decision that is possible for an order with this history. */
    public static List<AvailableDecision> of(OrderHistory orderHistory) {
        List<AvailableDecision> offers = new ArrayList<>();
        int counts = PublicStatus.roundOf(orderHistory);
        for (RoundHistory round : orderHistory.rounds().values()) {
            // Another capture's refund does not concern the order: only a write-off ends it.
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
     * Returns every decision that is possible in an open case with this trouble. There a close
     * accepts this trouble only, so that nobody accepts what was not shown.
     */
    public static List<AvailableDecision> of(OrderHistory orderHistory, Trouble shown) {
        List<AvailableDecision> offers = of(orderHistory);
        Optional<AvailableDecision> acceptance = acceptanceOf(shown, orderHistory);
        if (acceptance.isEmpty()) {
            return offers;
        }
        return Stream.concat(
                        offers.stream()
                                .filter(availableDecision ->
                                        availableDecision.decision() != Decision.CLOSE),
                        acceptance.stream())
                .toList();
    }

    private static Optional<AvailableDecision> acceptanceOf(
            Trouble shown, OrderHistory orderHistory) {
        // A running refund ends the trouble; if the gateway refuses it, a close writes it off.
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
                && !round.has(Kind.ISSUE_WITHDRAWAL_REQUESTED)
                && !round.has(Kind.ISSUE_WITHDRAWN)) {
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
