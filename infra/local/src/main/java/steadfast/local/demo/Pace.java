package steadfast.local.demo;

import java.time.Duration;
import java.util.Map;

/**
 * Divides every delay of the shop. At the pace of 1 an order lives 180 s and the longest poll is 32
 * s.
 */
record Pace(int divisor) {

    static final int FASTEST = 10;

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(3);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(32);
    private static final Duration PAY_BY_MARGIN = Duration.ofSeconds(20);
    private static final Duration REPAIR_AFTER = Duration.ofSeconds(20);
    private static final Duration OVERDUE_AFTER = Duration.ofMinutes(1);
    private static final Duration SWEEP = Duration.ofSeconds(2);

    Pace {
        if (divisor < 1 || divisor > FASTEST) {
            throw new IllegalArgumentException("the pace must be 1 to " + FASTEST);
        }
    }

    Duration timeToLive() {
        return of(TIME_TO_LIVE);
    }

    Duration longestPoll() {
        return of(LONGEST_POLL);
    }

    /** When, after it was placed, an order must be final or in review (promise I7). */
    Duration finalWithin() {
        return timeToLive().plus(longestPoll().multipliedBy(2));
    }

    /** The services' settings at this pace. */
    Map<String, String> environment() {
        return Map.of(
                "STEADFAST_ORDER_TIME_TO_LIVE", of(TIME_TO_LIVE).toString(),
                "STEADFAST_ORDER_PAY_BY_MARGIN", of(PAY_BY_MARGIN).toString(),
                "STEADFAST_ORDER_EXPIRE_INTERVAL", of(SWEEP).toString(),
                "STEADFAST_RECONCILER_REPAIR_AFTER", of(REPAIR_AFTER).toString(),
                "STEADFAST_RECONCILER_REPAIR_PAUSE_AT_MOST", of(LONGEST_POLL).toString(),
                "STEADFAST_RECONCILER_OVERDUE_AFTER", of(OVERDUE_AFTER).toString(),
                "STEADFAST_RECONCILER_SWEEP_EVERY", of(SWEEP).toString());
    }

    private Duration of(Duration delay) {
        return delay.dividedBy(divisor);
    }
}
