package steadfast.http.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Counts which keys are used and which callers are refused, and logs refusals: at most one line per
 * kind and minute.
 */
@ApplicationScoped
public class KeyMeters {

    private static final Logger LOG = Logger.getLogger(KeyMeters.class);
    private static final long LINE_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    /** The reason why a caller is refused. */
    public enum Refusal {
        /** No key was sent. */
        MISSING,
        /** Not exactly one bearer key of a plausible length. */
        MALFORMED,
        /** No caller has the key. */
        UNKNOWN,
        EXPIRED,
        /** The key is valid, but not for this endpoint. */
        WRONG_ROLE
    }

    /** The refusals since the last line; {@code lineDueAtNanos} is when the next may come. */
    private record Refused(AtomicLong sinceLastLine, AtomicLong lineDueAtNanos) {}

    private final MeterRegistry meters;
    private final LongSupplier nanoTime;
    private final Map<Refusal, Refused> refused = new EnumMap<>(Refusal.class);

    @Inject
    KeyMeters(Instance<MeterRegistry> meters) {
        this(meters.isResolvable() ? meters.get() : new CompositeMeterRegistry(), System::nanoTime);
    }

    KeyMeters(MeterRegistry meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        for (Refusal kind : Refusal.values()) {
            refused.put(kind, new Refused(new AtomicLong(), new AtomicLong(nanoTime.getAsLong())));
        }
    }

    void used(Caller caller) {
        meters.counter(
                        "http.keys.used",
                        "role",
                        caller.role(),
                        "name",
                        caller.name(),
                        "key",
                        caller.key().isEmpty() ? "only" : caller.key())
                .increment();
    }

    /**
     * Counts a refused caller.
     *
     * @param from their address, as far as it is known; for the log
     */
    public void refused(Refusal kind, String from) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        meters.counter("http.keys.refused", "kind", name).increment();
        Refused here = Objects.requireNonNull(refused.get(kind));
        here.sinceLastLine().incrementAndGet();
        long now = nanoTime.getAsLong();
        long due = here.lineDueAtNanos().get();
        if (now - due >= 0 && here.lineDueAtNanos().compareAndSet(due, now + LINE_EVERY_NANOS)) {
            LOG.warnf(
                    "callers were refused kind=%s times=%d lastFrom=%s",
                    name, here.sinceLastLine().getAndSet(0), from);
        }
    }
}
