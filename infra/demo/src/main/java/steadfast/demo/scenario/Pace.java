package steadfast.demo.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Divides every delay of the shop. At the pace of 1 an order lives 180 s and the longest poll is 32
 * s; the sandbox divides its own.
 */
public record Pace(int divisor) {

    /** The highest divisor. */
    public static final int FASTEST = 10;

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(3);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(32);

    private static final Map<String, Duration> DELAYS =
            Map.ofEntries(
                    Map.entry("STEADFAST_ORDER_TIME_TO_LIVE", TIME_TO_LIVE),
                    Map.entry("STEADFAST_ORDER_PAY_BY_MARGIN", Duration.ofSeconds(20)),
                    Map.entry("STEADFAST_ORDER_EXPIRE_INTERVAL", Duration.ofSeconds(2)),
                    Map.entry("STEADFAST_PAYMENT_CIRCUIT_DELAY", Duration.ofSeconds(2)),
                    Map.entry("STEADFAST_MESSAGING_RETRY_JITTER", Duration.ofSeconds(1)),
                    Map.entry("STEADFAST_MESSAGING_RETRY_LONGEST", Duration.ofSeconds(60)),
                    Map.entry("STEADFAST_RECONCILER_POLL_LEASE", Duration.ofSeconds(30)),
                    Map.entry("STEADFAST_RECONCILER_POLL_AFTER", Duration.ofSeconds(10)),
                    Map.entry("STEADFAST_RECONCILER_POLL_AT_MOST", LONGEST_POLL),
                    Map.entry("STEADFAST_RECONCILER_REPAIR_AFTER", Duration.ofSeconds(20)),
                    Map.entry("STEADFAST_RECONCILER_REPAIR_PAUSE_AT_MOST", LONGEST_POLL),
                    Map.entry("STEADFAST_RECONCILER_OVERDUE_AFTER", Duration.ofMinutes(1)),
                    Map.entry("STEADFAST_RECONCILER_SWEEP_EVERY", Duration.ofSeconds(2)));

    /** The settings of every gateway, in both services that call it. */
    private static final Map<String, Duration> TIMEOUTS =
            Map.of(
                    "CHARGE", Duration.ofSeconds(10),
                    "QUERY", Duration.ofSeconds(5),
                    "CANCEL", Duration.ofSeconds(5),
                    "REFUND", Duration.ofSeconds(10));

    private static final List<String> GATEWAYS = List.of("SANDBOX", "SANDBOX_B");

    private static final String RUNGS = "STEADFAST_MESSAGING_RETRY_DELAYS";
    private static final List<Duration> RUNG_DELAYS =
            List.of(2, 4, 8, 16, 32).stream().map(Duration::ofSeconds).toList();

    /** A limit per second, which must also scale with the pace. */
    private static final String POLLS = "STEADFAST_RECONCILER_POLL_POLLS_PER_SECOND";

    private static final int POLLS_PER_SECOND = 20;

    public Pace {
        if (divisor < 1 || divisor > FASTEST) {
            throw new IllegalArgumentException("the pace must be 1 to " + FASTEST);
        }
    }

    /** Returns how long an order lives. */
    public Duration timeToLive() {
        return of(TIME_TO_LIVE);
    }

    /** Returns the longest time between two polls. */
    public Duration longestPoll() {
        return of(LONGEST_POLL);
    }

    /** Returns how long after it was placed an order must be final or in review (promise I7). */
    public Duration finalWithin() {
        return timeToLive().plus(longestPoll().multipliedBy(2));
    }

    /** Returns the services' settings at this pace. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        DELAYS.forEach((name, delay) -> environment.put(name, of(delay).toString()));
        for (String gateway : GATEWAYS) {
            TIMEOUTS.forEach((call, timeout) ->
                    environment.put(
                            "STEADFAST_GATEWAYS_%s_%s_TIMEOUT".formatted(gateway, call),
                            of(timeout).toString()));
        }
        environment.put(
                RUNGS,
                RUNG_DELAYS.stream()
                        .map(delay -> of(delay).toString())
                        .collect(Collectors.joining(",")));
        environment.put(POLLS, "" + POLLS_PER_SECOND * divisor);
        return environment;
    }

    /** Returns a delay at this pace. */
    public Duration of(Duration delay) {
        return delay.dividedBy(divisor);
    }
}
