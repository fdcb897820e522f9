package steadfast.demo.buyers;

import java.time.Duration;

/** For how long a buyer goes on; it may begin again, and is read by several threads. */
final class Patience {

    private final Duration length;
    private volatile long sinceNanos = System.nanoTime();

    Patience(Duration length) {
        this.length = length;
    }

    void beginAgain() {
        sinceNanos = System.nanoTime();
    }

    boolean isOver() {
        return lasted().compareTo(length) >= 0;
    }

    /** Returns how much time has passed since it last began. */
    Duration lasted() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }
}
