package steadfast.order.submit;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final SubmitConfig config;
    private final Clock clock;

    /** No older row has a token left, so a run need not read older rows again. */
    private volatile Instant withoutTokens = Instant.EPOCH;

    IdempotencyKeyCleanup(
            IdempotencyKeys keys, TokenWindow window, SubmitConfig config, Clock clock) {
        this.keys = keys;
        this.window = window;
        this.config = config;
        this.clock = clock;
    }

    /** Deletes every key and every token that is too old now. */
    @Scheduled(
            every = "${steadfast.order.submit.forget-keys-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        forgetTokens();
        int forgotten;
        do {
            forgotten = keys.forget(clock.instant().minus(config.keepKeys()), BATCH);
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
