package steadfast.order.submit;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import steadfast.http.CommonProblem;
import steadfast.http.ProblemException;
import steadfast.http.ProblemType.Text;

/**
 * Lets only so many requests at the database at once, in the order in which they came: a crowd
 * waits here for milliseconds instead of in the connection pool, where the consumers wait too.
 */
@Startup
@ApplicationScoped
class Admission {

    private final Semaphore turns;
    private final long maxWaitNanos;

    Admission(SubmitSettings settings) {
        if (settings.maxConcurrent() < 1) {
            throw new IllegalArgumentException(
                    "steadfast.order.submit.max-concurrent must be at least 1");
        }
        this.turns = new Semaphore(settings.maxConcurrent(), true);
        this.maxWaitNanos = settings.maxWait().toNanos();
    }

    <T> T inTurn(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private void enter() {
        try {
            if (turns.tryAcquire(maxWaitNanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                CommonProblem.TOO_MANY_REQUESTS,
                null,
                new Text("More orders come in than can be taken.", "当前下单过于集中。"));
    }
}
