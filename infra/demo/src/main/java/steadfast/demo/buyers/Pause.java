package steadfast.demo.buyers;

import java.time.Duration;

/** Between two tries: longer each time. */
final class Pause {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final double GROWTH = 1.3;

    private Duration next = FIRST;

    void take(Duration longest) throws InterruptedException {
        Thread.sleep(next);
        Duration longer = Duration.ofNanos((long) (next.toNanos() * GROWTH));
        next = longer.compareTo(longest) < 0 ? longer : longest;
    }
}
