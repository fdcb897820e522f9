package steadfast.reconciler.lifecycle;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadfast.reconciler.lifecycle.ObservedEvent.Kind;

/**
 * The goal of polling a round. A round is polled until payment-service publishes how it ended: its
 * events, not our polls, change the order.
 *
 * <pre>
 * WAIT ──▶ QUERY ⇄ QUERY_THEN_CLOSE ──▶ CLOSE ──▶ (certain: no poll)
 * </pre>
 */
public enum PollGoal {
    /** No charge is known to be sent: it is closed at its time to live, and not polled before. */
    WAIT,
    /** A charge was sent; the round's time to live is not known yet. */
    QUERY,
    /** A charge was sent; the round is closed at its time to live. */
    QUERY_THEN_CLOSE,
    /** The order continued without it: it must never be captured. */
    CLOSE;

    /** Returns the goals of all rounds whose end payment-service has not published, by round. */
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
            // Closed at the gateway, and unknown to payment-service: no event of it is expected.
            return round.has(Kind.GATEWAY_CLOSED) && !round.knownToPayment()
                    ? Optional.empty()
                    : Optional.of(CLOSE);
        }
        if (round.hasTimeToLive()) {
            return Optional.of(round.inHands() ? QUERY_THEN_CLOSE : WAIT);
        }
        return round.inHands() ? Optional.of(QUERY) : Optional.empty();
    }
}
