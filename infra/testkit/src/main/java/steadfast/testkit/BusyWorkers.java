package steadfast.testkit;

import io.quarkus.runtime.ExecutorRecorder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * The threads that all work of the application under test shares, all taken, as a crowd of HTTP
 * requests takes them. Until it is closed, most requests are not answered.
 */
public final class BusyWorkers implements AutoCloseable {

    /** More than the application has such threads. */
    private static final int REQUESTS = 1_000;

    private final CountDownLatch end = new CountDownLatch(1);

    private BusyWorkers() {}

    /** Takes all threads of the application in this process. */
    public static BusyWorkers ofApplication() {
        BusyWorkers workers = new BusyWorkers();
        Executor threads = ExecutorRecorder.getCurrent();
        for (int request = 0; request < REQUESTS; request++) {
            threads.execute(workers::waitForTheEnd);
        }
        return workers;
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
