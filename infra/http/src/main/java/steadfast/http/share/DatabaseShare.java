package steadfast.http.share;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * One kind of work's share of the database's connections. Requests wait here, in order of arrival,
 * and not in the connection pool, where the consumers wait too.
 */
public final class DatabaseShare {

    private final Semaphore connections;
    private final int maxWaiting;
    private final long maxWaitNanos;

    /**
     * Creates an unused share.
     *
     * @param connections the most that this work uses at once, at least 1
     * @param maxWaiting the most requests that wait for one; more are refused at once
     * @param maxWait how long a request waits before it is refused
     * @throws IllegalArgumentException if there is no connection in it
     */
    public DatabaseShare(int connections, int maxWaiting, Duration maxWait) {
        if (connections < 1) {
            throw new IllegalArgumentException("a share must be at least 1: " + connections);
        }
        this.connections = new Semaphore(connections, true);
        this.maxWaiting = maxWaiting;
        this.maxWaitNanos = maxWait.toNanos();
    }

    /**
     * Runs the task when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    public <T> T run(Supplier<T> task) {
        enter();
        try {
            return task.get();
        } finally {
            connections.release();
        }
    }

    private void enter() {
        try {
            // Without a timeout, tryAcquire would overtake waiting threads.
            if (connections.tryAcquire(0, TimeUnit.NANOSECONDS)
                    || (connections.getQueueLength() < maxWaiting
                            && connections.tryAcquire(maxWaitNanos, TimeUnit.NANOSECONDS))) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                CommonProblem.TOO_MANY_REQUESTS,
                null,
                new Text("Too many requests of this kind at the moment.", "此类请求过于集中，暂时无法处理。"));
    }
}
