package steadfast.testkit;

/** An outage of a server for tests: requests are accepted but not answered. */
public final class Silence {
    private boolean silent;
    private int waiting;

    /** Stops answering. */
    public synchronized void begin() {
        silent = true;
    }

    /** Starts answering again; waiting requests are disconnected. */
    public synchronized void end() {
        silent = false;
        notifyAll();
    }

    /** Returns how many requests wait now. */
    public synchronized int waiting() {
        return waiting;
    }

    /**
     * Waits until the silence is over.
     *
     * @return whether there was one: then the request must not be carried out
     */
    public synchronized boolean outlasted() {
        if (!silent) {
            return false;
        }
        waiting++;
        try {
            while (silent) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
        return true;
    }
}
