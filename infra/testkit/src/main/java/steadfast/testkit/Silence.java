package steadfast.testkit;

/** An outage of a server for tests: requests are taken, and nobody answers them. */
public final class Silence {
    private boolean silent;
    private int waiting;

    /** From now on nobody answers. */
    public synchronized void begin() {
        silent = true;
    }

    /** Answers are given again; who waited is hung up on. */
    public synchronized void end() {
        silent = false;
        notifyAll();
    }

    /** How many requests wait now. */
    public synchronized int waiting() {
        return waiting;
    }

    /**
     * Waits until the silence is over.
     *
     * @return whether there was one: then nothing of the request may be carried out
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
