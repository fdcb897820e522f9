package steadfast.order.submit;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import steadfast.order.store.IdempotencyKeys;

/** Deletes idempotency keys, and before them their view tokens, that are older than promised. */
@ApplicationScoped
public class IdempotencyKeyCleanup {

    private static final int BATCH = 1000;

    /** Longer than an order's transaction takes: one that commits late is found by the next run. */
    private static final Duration LATE_COMMIT = Duration.ofMinutes(5);

    private final IdempotencyKeys keys;
    private final TokenWindow window;
    private final SubmitSettings settings;
    private final Scheduler scheduler;
    private final Clock clock;

    /** No older row has a token left, so a run need not read older rows again. */
    private volatile Instant withoutTokens = Instant.EPOCH;

    IdempotencyKeyCleanup(
            IdempotencyKeys keys,
            TokenWindow window,
            SubmitSettings settings,
            Scheduler scheduler,
            Clock clock) {
        this.keys = keys;
        this.window = window;
        this.settings = settings;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        scheduler
                .newJob("forget-idempotency-keys")
                .setInterval(settings.forgetKeysEvery().toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> sweep())
                .schedule();
    }

    /** Deletes every key and every token that is too old now. */
    void sweep() {
        forgetTokens();
        int forgotten;
        do {
            forgotten = keys.forget(clock.instant().minus(settings.keepKeys()), BATCH);
        } while (forgotten == BATCH);
    }

    private void forgetTokens() {
        Instant end = window.begin();
        int forgotten;
        do {
            forgotten = keys.forgetTokens(withoutTokens, end, BATCH);
        } while (forgotten == BATCH);
        withoutTokens = end.minus(LATE_COMMIT);
    }
}
