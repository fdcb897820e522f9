package steadfast.reconciler.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import steadfast.events.OperationsEvent.Owner;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * An event that an order waits for in one of its rounds.
 *
 * <pre>
 * submitted ─▶ started ─▶ captured ─▶ paid ─▶ cards ─▶ completed
 *                 │           │         └─▶ short ─▶ withdrawn ─┐
 *                 │           ├─ (too late, or a second one) ───┴▶ refund ─▶ refunded
 *                 │           └─ (too late) ─▶ held ─▶ decision ─▶ paid, or refund
 *                 └─▶ declined or cancelled ─▶ failed
 * </pre>
 *
 * <p>A refund made at the gateway directly ends the order if its cards were not issued; after that,
 * no more events are expected.
 */
public record Expectation(Expected what, int round) {

    /** Returns everything that is still expected, by round; nothing once the order is final. */
    public static List<Expectation> of(OrderHistory orderHistory) {
        SortedMap<Integer, RoundHistory> rounds = orderHistory.rounds();
        List<Expectation> open = new ArrayList<>();
        for (RoundHistory round : rounds.values()) {
            boolean anotherCounts =
                    rounds.values().stream().anyMatch(other -> other != round && other.taken());
            boolean last = round.number() == rounds.lastKey();
            boolean mayEndIt =
                    round.number() == mayEndTheOrder(rounds.values())
                            && !anotherCounts
                            && !endsByAnother(rounds.values(), round);
            boolean anotherHolds =
                    rounds.values().stream()
                            .anyMatch(other -> other != round && other.holdsTheOrder());
            of(round, anotherHolds, last, mayEndIt)
                    .ifPresent(what -> open.add(new Expectation(what, round.number())));
        }
        return open;
    }

    /** Returns the services to ask in turn: every first choice, then every second one. */
    public static List<Owner> asks(List<Expectation> open) {
        List<Owner> asks = new ArrayList<>();
        int most = open.stream().mapToInt(one -> one.what().asks().size()).max().orElse(0);
        for (int turn = 0; turn < most; turn++) {
            for (Expectation one : open) {
                List<Owner> owners = one.what().asks();
                if (turn < owners.size() && !asks.contains(owners.get(turn))) {
                    asks.add(owners.get(turn));
                }
            }
        }
        return asks;
    }

    /**
     * Returns the round whose refund may end the order: the last one that it refunds, or the last
     * round.
     */
    private static int mayEndTheOrder(Collection<RoundHistory> rounds) {
        boolean any = rounds.stream().anyMatch(RoundHistory::holdsTheOrder);
        return rounds.stream()
                .filter(round -> !any || round.holdsTheOrder())
                .mapToInt(RoundHistory::number)
                .max()
                .orElse(0);
    }

    /** Of two late captures, the refund of the first ends the order. */
    private static boolean endsByAnother(Collection<RoundHistory> rounds, RoundHistory round) {
        return rounds.stream()
                .filter(other -> other != round)
                .anyMatch(other ->
                        other.has(Kind.ORDER_REFUNDED)
                                || (other.refunding() && !other.refundIsOver()));
    }

    private static Optional<Expected> of(
            RoundHistory round, boolean anotherHolds, boolean last, boolean mayEndIt) {
        if (round.endedRefunded()) {
            return Optional.empty();
        }
        if (round.refunding()) {
            return ofRefund(round, mayEndIt);
        }
        if (round.paid()) {
            return ofPaid(round);
        }
        if (round.has(Kind.ORDER_HELD)) {
            return Optional.of(Expected.DECISION_ON_HELD_PAYMENT);
        }
        if (round.captured()) {
            return Optional.of(
                    anotherHolds ? Expected.REFUND_OF_SECOND_CAPTURE : Expected.ANSWER_TO_CAPTURE);
        }
        // A round starts only when the previous one is over, and a paid one ends the order.
        return anotherHolds || !last || round.endedUnpaid()
                ? Optional.empty()
                : Optional.of(ofUnpaid(round));
    }

    private static Optional<Expected> ofRefund(RoundHistory round, boolean mayEndIt) {
        if (round.hasUnansweredRefund()) {
            return Optional.of(Expected.REFUND);
        }
        if (!round.refundIsOver()) {
            return Optional.of(Expected.DECISION_ON_REFUSED_REFUND);
        }
        // A second capture's refund does not change the order.
        boolean endsTheOrder = round.taken() || mayEndIt;
        return endsTheOrder && !round.has(Kind.ORDER_COMPLETED)
                ? Optional.of(Expected.REFUNDED_END)
                : Optional.empty();
    }

    private static Optional<Expected> ofPaid(RoundHistory round) {
        if (round.has(Kind.ORDER_COMPLETED)) {
            return Optional.empty();
        }
        if (round.delivered()) {
            return Optional.of(Expected.COMPLETION);
        }
        if (round.has(Kind.ISSUE_WITHDRAWN)) {
            return Optional.of(Expected.REFUND_AFTER_WITHDRAWAL);
        }
        if (round.has(Kind.ISSUE_WITHDRAWAL_REQUESTED)) {
            return Optional.of(Expected.WITHDRAWAL);
        }
        return Optional.of(
                round.has(Kind.STOCK_SHORT) ? Expected.CARDS_WHEN_STOCK_ARRIVES : Expected.CARDS);
    }

    private static Expected ofUnpaid(RoundHistory round) {
        if (round.closed()) {
            return Expected.ORDERS_END;
        }
        if (round.has(Kind.ORDER_CANCEL_REQUESTED)) {
            return Expected.CANCELLATION;
        }
        if (round.has(Kind.PAYMENT_ACTION_REQUIRED)) {
            return Expected.BUYERS_ACTION;
        }
        return round.has(Kind.PAYMENT_STARTED) || round.has(Kind.PAYMENT_UNRESOLVED)
                ? Expected.PAYMENT_RESULT
                : Expected.PAYMENT_STARTED;
    }
}
