package steadfast.fulfillment.vault;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.fulfillment.lifecycle.SealKey;

/**
 * Reseals cards as soon as there is a new primary key, at the start, and periodically for cards
 * that were locked or sealed by an instance without the new key. The rest is reported as {@code
 * cards_to_reseal}.
 */
@ApplicationScoped
public class ResealLoop {

    private static final Logger LOG = Logger.getLogger(ResealLoop.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PASS_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Reseal reseal;
    private final CardVault vault;
    private final AtomicLong left = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("card-reseal").unstarted(this::run);

    ResealLoop(Reseal reseal, CardVault vault, MeterRegistry meters) {
        this.reseal = reseal;
        this.vault = vault;
        Gauge.builder("cards.to.reseal", left, AtomicLong::get)
                .description(
                        "Cards sealed by a key other than the primary one, or in an old version")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(STOP_WITHIN);
    }

    private void run() {
        @Nullable SealKey sealedBy = null;
        long passedAtNanos = System.nanoTime();
        try {
            do {
                boolean due = System.nanoTime() - passedAtNanos >= PASS_EVERY.toNanos();
                if (due || !vault.primaryKey().equals(sealedBy)) {
                    sealedBy = pass();
                    passedAtNanos = System.nanoTime();
                }
            } while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null if more can be done in the next run. */
    private @Nullable SealKey pass() {
        try {
            SealKey key = vault.primaryKey();
            Reseal.Pass pass = reseal.pass(() -> stopped.getCount() > 0);
            left.set(pass.left());
            return pass.done() > 0 && pass.left() > 0 ? null : key;
        } catch (RuntimeException e) {
            LOG.warnf("resealing cards was interrupted, trying again: %s", e.toString());
            return null;
        }
    }
}
