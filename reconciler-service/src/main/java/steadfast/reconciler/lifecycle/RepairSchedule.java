package steadfast.reconciler.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.reconciler.lifecycle.Expected.Patience;

/**
 * The schedule of repairs, and the rule for overdue orders.
 *
 * @param after how long a prompt event may take before its owner is asked
 * @param atMost the longest pause between two repairs of one order; the pause doubles up to it
 * @param overdueAfter how long a prompt event may take before the order is listed
 */
public record RepairSchedule(Duration after, Duration atMost, Duration overdueAfter) {

    /** Beyond it the doubled pause would only overflow. */
    private static final int MAX_DOUBLINGS = 30;

    public RepairSchedule {
        if (!after.isPositive() || atMost.compareTo(after) < 0 || !overdueAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "a repair needs 0 < after <= at most, and 0 < overdue after: after="
                            + after
                            + " atMost="
                            + atMost
                            + " overdueAfter="
                            + overdueAfter);
        }
    }

    /**
     * Returns when the next repair is due for the open expectations; null if no service can be
     * asked.
     */
    public @Nullable Instant nextRepair(List<Expectation> open, int asked, Instant now) {
        if (Expectation.asks(open).isEmpty()) {
            return null;
        }
        return now.plus(allPatient(open) ? atMost : pause(asked));
    }

    /**
     * Returns when an order with these expectations is overdue: when an event is late or the time
     * to live is over, whichever is first; null if nothing is open.
     *
     * @param expiresAt the end of the time to live; null while unknown
     */
    public @Nullable Instant overdue(
            List<Expectation> open, @Nullable Instant expiresAt, Instant now) {
        if (open.isEmpty()) {
            return null;
        }
        Instant late = now.plus(overdueAfter);
        if (expiresAt == null) {
            return late;
        }
        return allPatient(open) || expiresAt.isBefore(late) ? expiresAt : late;
    }

    private Duration pause(int asked) {
        Duration doubled = after.multipliedBy(1L << Math.min(asked, MAX_DOUBLINGS));
        return doubled.compareTo(atMost) < 0 ? doubled : atMost;
    }

    private static boolean allPatient(List<Expectation> open) {
        return open.stream().allMatch(one -> one.what().patience() == Patience.LONG);
    }
}
