package steadfast.fulfillment.upload;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One of a limited number of places, released once: when the exchange ends, or when the work ends,
 * if it had begun. A client that hangs up while the work runs frees no place.
 */
final class Place {

    private final Semaphore free;
    private boolean working;
    private boolean left;

    private Place(Semaphore free) {
        this.free = free;
    }

    /** Returns a free place; empty if there is none. */
    static Optional<Place> of(Semaphore free) {
        return free.tryAcquire() ? Optional.of(new Place(free)) : Optional.empty();
    }

    /** Keeps the place until the work ends. */
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
