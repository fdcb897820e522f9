package steadfast.fulfillment.upload;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One of few places, left once: when the exchange ends, or when the work ends, if it had begun. Who
 * hangs up while the work runs makes no room for more of it.
 */
final class Place {

    private final Semaphore free;
    private boolean working;
    private boolean left;

    private Place(Semaphore free) {
        this.free = free;
    }

    /** A free place; empty if there is none. */
    static Optional<Place> of(Semaphore free) {
        return free.tryAcquire() ? Optional.of(new Place(free)) : Optional.empty();
    }

    /** From now on the work's end counts. */
    synchronized void work() {
        working = true;
    }

    synchronized void leaveUnlessAtWork() {
        if (!working) {
            leave();
        }
    }

    synchronized void leave() {
        if (!left) {
            left = true;
            free.release();
        }
    }
}
