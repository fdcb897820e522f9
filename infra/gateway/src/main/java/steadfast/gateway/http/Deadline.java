package steadfast.gateway.http;

import java.time.Duration;

/** The end of one operation, which may take several exchanges. */
public final class Deadline {
    private final Duration timeout;
    private final long endNanos;

    private Deadline(Duration timeout) {
        this.timeout = timeout;
        this.endNanos = System.nanoTime() + timeout.toNanos();
    }

    /** Creates a deadline this long from now. */
    public static Deadline after(Duration timeout) {
        return new Deadline(timeout);
    }

    /** Returns the time left; zero or less once it is over. */
    public Duration remaining() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    @Override
    public String toString() {
        return timeout.toString();
    }
}
