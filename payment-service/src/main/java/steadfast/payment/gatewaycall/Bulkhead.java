package steadfast.payment.gatewaycall;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits this instance's exchanges with one gateway at once: a gateway that hangs occupies only its
 * own slots. A slot is taken before a call is recorded, so that an exchange without a slot has used
 * up nothing.
 */
final class Bulkhead {
    /** If no slot becomes free for this long, the gateway hangs and waiting is pointless. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int all;
    private final Semaphore free;
    private final LongAdder givenBack = new LongAdder();

    Bulkhead(int slots) {
        this.all = slots;
        this.free = new Semaphore(slots, true);
    }

    /** Takes a slot if one is free now. */
    boolean tryAcquire() {
        return free.tryAcquire();
    }

    /** Takes a slot as soon as it is this caller's turn; fails if none becomes free for a while. */
    boolean await() {
        try {
            long seen = givenBack.sum();
            while (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = givenBack.sum();
                if (now == seen) {
                    return false;
                }
                seen = now;
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void release() {
        givenBack.increment();
        free.release();
    }

    int free() {
        return free.availablePermits();
    }

    /**
     * Returns how many exchanges may come now: more than are free, so that slots freed before the
     * next call are used; none while no slot is free.
     */
    int startable() {
        int now = free();
        return now <= 0 ? 0 : now + all / 2;
    }
}
