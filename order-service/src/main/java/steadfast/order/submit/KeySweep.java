package steadfast.order.submit;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import steadfast.order.store.IdempotencyKeys;

/** Forgets idempotency keys that are older than promised. */
@ApplicationScoped
public class KeySweep {

    private static final int BATCH = 1000;

    private final IdempotencyKeys keys;
    private final SubmitSettings settings;
    private final Scheduler scheduler;
    private final Clock clock;

    KeySweep(IdempotencyKeys keys, SubmitSettings settings, Scheduler scheduler, Clock clock) {
        this.keys = keys;
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

    /** Forgets every key that is too old now. */
    void sweep() {
        int forgotten;
        do {
            forgotten = keys.forget(clock.instant().minus(settings.keepKeys()), BATCH);
        } while (forgotten == BATCH);
    }
}
