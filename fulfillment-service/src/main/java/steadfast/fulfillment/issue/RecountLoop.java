package steadfast.fulfillment.issue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import steadfast.fulfillment.store.RecountDue;

/**
 * Recounts as soon as a commit leaves something to count, and periodically in case a crash came in
 * between.
 */
@ApplicationScoped
public class RecountLoop {

    private static final Logger LOG = Logger.getLogger(RecountLoop.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Recount recount;
    private final IssueConfig config;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("card-recount").unstarted(this::run);
    private volatile boolean running = true;

    RecountLoop(Recount recount, IssueConfig config) {
        this.recount = recount;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        due.release();
        thread.join(STOP_WITHIN);
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) RecountDue hint) {
        due.release();
    }

    private void run() {
        while (running) {
            try {
                due.tryAcquire(config.recountInterval().toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
                recount.all();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("recount interrupted, trying again: %s", e.toString());
            }
        }
    }
}
