package steadfast.fulfillment.upload;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One of a limited number of places, released once: when the exchange ends, or when the work ends,
 * if it had begun. A client that hangs up while the work runs frees no place.
 */
final class UploadSlot {

    private final Semaphore free;
    private boolean working;
    private boolean released;

    private UploadSlot(Semaphore free) {
        this.free = free;
    }

    /** Returns a free place; empty if there is none. */
    static Optional<UploadSlot> of(Semaphore free) {
        return free.tryAcquire() ? Optional.of(new UploadSlot(free)) : Optional.empty();
    }

    /** Keeps the place until the work ends. */
    synchronized void startWork() {
        working = true;
    }

    synchronized void releaseUnlessWorking() {
        if (!working) {
            release();
        }
    }

    synchronized void release() {
        if (!released) {
            released = true;
            free.release();
        }
    }
}
