package steadfast.reconciler.lifecycle;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * What a poll of one round is for. A round is polled until payment-service says how it ended: its
 * word, not ours, moves the order.
 *
 * <pre>
 * WAIT ──▶ QUERY ⇄ QUERY_THEN_CLOSE ──▶ CLOSE ──▶ (certain: no poll)
 * </pre>
 */
public enum PollGoal {
    /**
     * Nothing was sent that we know of: it is closed at its time to live, and left alone before.
     */
    WAIT,
    /** Something was sent; how long the round lives was not heard yet. */
    QUERY,
    /** Something was sent; at its time to live it is closed. */
    QUERY_THEN_CLOSE,
    /** The order went on without it: it must never be captured any more. */
    CLOSE;

    /** The aims of all rounds whose end payment-service has not told, by round. */
    public static SortedMap<Integer, PollGoal> of(OrderHistory orderHistory) {
        SortedMap<Integer, RoundHistory> rounds = orderHistory.rounds();
        SortedMap<Integer, PollGoal> aims = new TreeMap<>();
        for (RoundHistory round : rounds.values()) {
            boolean anotherHolds =
                    rounds.values().stream()
                            .anyMatch(other -> other != round && other.holdsTheOrder());
            boolean over =
                    round.endedUnpaid() || anotherHolds || round.number() != rounds.lastKey();
            of(round, over).ifPresent(pollGoal -> aims.put(round.number(), pollGoal));
        }
        return aims;
    }

    private static Optional<PollGoal> of(RoundHistory round, boolean over) {
        if (round.captured() || round.refunding() || round.closed()) {
            return Optional.empty();
        }
        if (over) {
            // Closed at the gateway, and payment-service never had it: nobody waits for its word.
            return round.heard(Kind.GATEWAY_CLOSED) && !round.knownToPayment()
                    ? Optional.empty()
                    : Optional.of(CLOSE);
        }
        if (round.hasTimeToLive()) {
            return Optional.of(round.inHands() ? QUERY_THEN_CLOSE : WAIT);
        }
        return round.inHands() ? Optional.of(QUERY) : Optional.empty();
    }
}
