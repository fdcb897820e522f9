package steadfast.reconciler.lifecycle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of queries about a payment.
 *
 * @param after how long a payment may be open before it is asked about
 * @param atMost the longest pause between two polls of one payment; the pause doubles up to it
 * @param lease how long an instance may take for a poll before another one asks
 */
public record PollSchedule(Duration after, Duration atMost, Duration lease) {

    /** Beyond it the doubled pause would only overflow. */
    private static final int MAX_DOUBLINGS = 30;

    public PollSchedule {
        if (!after.isPositive() || atMost.compareTo(after) < 0 || !lease.isPositive()) {
            throw new IllegalArgumentException(
                    "a poll needs 0 < after <= at most, and 0 < lease: after="
                            + after
                            + " atMost="
                            + atMost
                            + " lease="
                            + lease);
        }
    }

    /**
     * Returns when a payment with this aim is first asked about; null if that is not known yet.
     *
     * @param expiresAt the end of the order's time to live; null while unknown
     */
    public @Nullable Instant first(PollGoal pollGoal, @Nullable Instant expiresAt, Instant now) {
        return switch (pollGoal) {
            case WAIT -> closesAt(pollGoal, expiresAt, null, now);
            case QUERY, QUERY_THEN_CLOSE, CLOSE -> now.plus(after);
        };
    }

    /**
     * Returns the time from which a poll closes instead of querying; null if not known yet.
     *
     * @param buyersDeadline when the buyer's time to act ends; null if the buyer need not act
     */
    public @Nullable Instant closesAt(
            PollGoal pollGoal,
            @Nullable Instant expiresAt,
            @Nullable Instant buyersDeadline,
            Instant now) {
        return switch (pollGoal) {
            case QUERY -> null;
            // One poll later, so that the order's owner has had time to publish the same.
            case WAIT -> expiresAt == null ? null : caseDue(expiresAt);
            // An expired QR code must not keep the buyer from another try until the order expires
            // too.
            case QUERY_THEN_CLOSE ->
                    earlier(expiresAt == null ? null : caseDue(expiresAt), buyersDeadline);
            case CLOSE -> now;
        };
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }

    /** Returns when an order that is not final becomes a case: one poll after its time to live. */
    public Instant caseDue(Instant expiresAt) {
        return expiresAt.plus(after);
    }

    /**
     * Returns when to poll again.
     *
     * @param polls the number of polls so far
     * @param closesAt from when a poll closes; null if it never does
     * @param chance from 0 up to 1: shortens the pause by up to a fifth, so that simultaneous polls
     *     spread out
     */
    public Instant next(
            GatewayStatus.Kind answer,
            int polls,
            @Nullable Instant closesAt,
            double chance,
            Instant now) {
        Duration pause = answer.definite() ? atMost : doubled(polls);
        Instant next = now.plusMillis((long) (pause.toMillis() * (1 - chance / 5)));
        // A long pause must not skip the end of the time to live.
        return closesAt != null && closesAt.isAfter(now) && closesAt.isBefore(next)
                ? closesAt
                : next;
    }

    private Duration doubled(int polls) {
        Duration pause = after.multipliedBy(1L << Math.min(polls, MAX_DOUBLINGS));
        return pause.compareTo(atMost) < 0 ? pause : atMost;
    }
}
