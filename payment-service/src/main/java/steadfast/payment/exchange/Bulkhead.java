package steadfast.payment.exchange;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The exchanges of this instance with one gateway, at most so many at once: a gateway that hangs
 * holds its own slots and nobody else's. Taken before a call is recorded, so that whoever finds
 * none has used up nothing.
 */
final class Bulkhead {
    /** If no slot at all comes free for so long the gateway hangs: then nobody waits here. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int all;
    private final Semaphore free;
    private final LongAdder givenBack = new LongAdder();

    Bulkhead(int slots) {
        this.all = slots;
        this.free = new Semaphore(slots, true);
    }

    /** Takes a slot if one is free now. */
    boolean take() {
        return free.tryAcquire();
    }

    /** Takes a slot as soon as it is this one's turn; not if none at all comes free for a while. */
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

    void giveBack() {
        givenBack.increment();
        free.release();
    }

    int free() {
        return free.availablePermits();
    }

    /**
     * How many may come now: more than are free, so that those that come free before somebody asks
     * again find a taker; none while none is.
     */
    int soon() {
        int now = free();
        return now <= 0 ? 0 : now + all / 2;
    }
}
