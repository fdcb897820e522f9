package steadfast.payment.callback;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.Wording;

/**
 * Counts every callback ({@code gateway.callbacks} by gateway and outcome) and logs the bad ones
 * sparingly, since strangers decide how many there are.
 */
@Singleton
class CallbackMetrics {
    /** Each kind is logged once in this time, with the number of callbacks that were not logged. */
    static final Duration QUIET_FOR = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(CallbackMetrics.class);
    private static final String NO_GATEWAY = "none";

    private final MeterRegistry meters;
    private final Clock clock;

    /** As many entries as there are configured gateways times outcomes, and never more. */
    private final Map<Kind, Suppression> quiet = new HashMap<>();

    CallbackMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    private record Kind(String gateway, CallbackOutcome outcome) {}

    private record Suppression(Instant until, long suppressed) {}

    /**
     * Counts one callback.
     *
     * @param gateway a configured one; null if the caller named none
     * @param detail for people; may contain a stranger's words
     */
    void record(@Nullable String gateway, CallbackOutcome outcome, String detail) {
        Kind kind = new Kind(gateway == null ? NO_GATEWAY : gateway, outcome);
        meters.counter("gateway.callbacks", "gateway", kind.gateway(), "outcome", outcome.tag())
                .increment();
        switch (outcome.level()) {
            case FINE -> {}
            case SUSPICIOUS -> log(Logger.Level.WARN, "callback refused", kind, detail);
            case ALARM -> log(Logger.Level.ERROR, "callback contradicts its payment", kind, detail);
        }
    }

    private void log(Logger.Level level, String what, Kind kind, String detail) {
        long suppressed = suppressed(kind);
        if (suppressed >= 0) {
            LOG.logf(
                    level,
                    "%s: gateway=%s outcome=%s detail=\"%s\" unsaid=%d",
                    what,
                    kind.gateway(),
                    kind.outcome().tag(),
                    Wording.of(detail).replace('"', '\''),
                    suppressed);
        }
    }

    /**
     * Returns how many of this kind were not logged since the last line; negative if this isn't
     * either.
     */
    private synchronized long suppressed(Kind kind) {
        Instant now = clock.instant();
        Suppression last = quiet.getOrDefault(kind, new Suppression(Instant.MIN, 0));
        if (now.isBefore(last.until())) {
            quiet.put(kind, new Suppression(last.until(), last.suppressed() + 1));
            return -1;
        }
        quiet.put(kind, new Suppression(now.plus(QUIET_FOR), 0));
        return last.suppressed();
    }
}
