package steadfast.messaging.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the relay of this instance that a commit has left rows in the outbox. */
@ApplicationScoped
public class OutboxSignal {

    private final Semaphore woken = new Semaphore(0);

    /** Wakes the relay; many wakes before it looks count as one. */
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /** Waits for a wake, at most for this time. */
    void await(Duration atMost) throws InterruptedException {
        if (woken.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }
}
