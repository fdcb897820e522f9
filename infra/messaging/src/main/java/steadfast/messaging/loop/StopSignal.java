package steadfast.messaging.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a loop to end, and ends its waits at once. */
public final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Ends the loop and its waits. */
    public void stop() {
        stopped.countDown();
    }

    /** True once the loop must end. */
    public boolean stopped() {
        return stopped.getCount() == 0;
    }

    /** Waits for this time, or until the stop. */
    public void pause(Duration duration) {
        try {
            stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}
