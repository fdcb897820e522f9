package steadfast.payment.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Runs work in a transaction of its own, at most so many at once. Hundreds of handlers wait for the
 * gateway at the same time; those that come back together queue here, without a limit of time, and
 * not in the connection pool, which gives up.
 */
@ApplicationScoped
class BoundedTransactions {
    private final Semaphore permits;

    BoundedTransactions(StoreConfig config) {
        this.permits = new Semaphore(config.maxTransactions(), true);
    }

    <T> T run(Callable<T> work) {
        permits.acquireUninterruptibly();
        try {
            return QuarkusTransaction.requiringNew().call(work);
        } finally {
            permits.release();
        }
    }
}
