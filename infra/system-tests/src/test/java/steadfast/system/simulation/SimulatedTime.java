package steadfast.system.simulation;

import java.time.Duration;
import java.time.Instant;
import steadfast.order.lifecycle.TimeToLive;

/** Virtual time, and the limits under which the walked shop lives. */
final class SimulatedTime {
    static final TimeToLive TIME_TO_LIVE =
            new TimeToLive(Duration.ofSeconds(1_000), Duration.ofSeconds(300));

    /** Long, so that walks often stand between the last charge and the gateway's deadline. */
    static final Duration CHARGE_TIMEOUT = Duration.ofSeconds(200);

    /** How long a payment may be unknown to queries although the gateway has it. */
    static final Duration VISIBILITY_LAG = Duration.ofSeconds(60);

    /** How old the gateway's word may be when cards go out. */
    static final Duration CONFIRM_AFTER = Duration.ofSeconds(60);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Instant now() {
        return now;
    }

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
