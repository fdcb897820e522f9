package steadfast.fulfillment.store;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Lets each kind of work over HTTP have only its share of the database's connections, so that
 * issuing always finds one, however many operators and buyers ask. A crowd waits here, in the order
 * in which it came, and not in the connection pool, where the consumers wait too.
 */
@Startup
@ApplicationScoped
public class DatabaseShares {

    private final Map<Work, Semaphore> shares = new EnumMap<>(Work.class);
    private final int maxWaiting;
    private final long maxWaitNanos;

    /** The kinds of work that have a share. */
    public enum Work {
        IMPORT,
        CHANGE,
        LIST,
        REVEAL
    }

    DatabaseShares(
            ShareConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        int all = 0;
        for (Work work : Work.values()) {
            int share =
                    switch (work) {
                        case IMPORT -> config.imports();
                        case CHANGE -> config.changes();
                        case LIST -> config.lists();
                        case REVEAL -> config.reveals();
                    };
            if (share < 1) {
                throw new IllegalArgumentException(
                        "every share of steadfast.fulfillment.share must be at least 1");
            }
            shares.put(work, new Semaphore(share, true));
            all += share;
        }
        if (all + ShareConfig.FOR_ISSUING > connections) {
            throw new IllegalArgumentException(
                    "the shares of steadfast.fulfillment.share are %d together, and %d of the pool's %d connections must be left for issuing: lower a share or raise quarkus.datasource.jdbc.max-size"
                            .formatted(all, ShareConfig.FOR_ISSUING, connections));
        }
        this.maxWaiting = config.maxWaiting();
        this.maxWaitNanos = config.maxWait().toNanos();
    }

    /**
     * Runs the task when its turn comes.
     *
     * @throws ProblemException {@code too-many-requests} if the turn does not come in time
     */
    public <T> T run(Work work, Supplier<T> task) {
        Semaphore share = Objects.requireNonNull(shares.get(work));
        enter(share);
        try {
            return task.get();
        } finally {
            share.release();
        }
    }

    private void enter(Semaphore share) {
        try {
            // Without a time, tryAcquire would pass by those that wait.
            if (share.tryAcquire(0, TimeUnit.NANOSECONDS)
                    || (share.getQueueLength() < maxWaiting
                            && share.tryAcquire(maxWaitNanos, TimeUnit.NANOSECONDS))) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                CommonProblem.TOO_MANY_REQUESTS,
                null,
                new Text(
                        "More requests of this kind come in than can be answered.",
                        "此类请求过于集中，暂时无法处理。"));
    }
}
