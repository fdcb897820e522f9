package steadfast.payment.exchange;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The exchanges of this instance with one gateway, at most so many at once: a gateway that hangs
 * holds its own slots and nobody else's. Taken before a call is recorded, so that whoever finds
 * none has used up nothing.
 */
final class Slots {
    /** Long enough for a gateway in good health to free some, too short to hold up others. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Semaphore free;

    Slots(int slots) {
        this.free = new Semaphore(slots, true);
    }

    /** Takes a slot if one is free now. */
    boolean take() {
        return free.tryAcquire();
    }

    /** Takes a slot if one becomes free soon. */
    boolean await() {
        try {
            return free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void giveBack() {
        free.release();
    }

    int free() {
        return free.availablePermits();
    }
}
