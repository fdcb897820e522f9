package steadfast.payment.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Runs work in its own transaction, with a limit on how many run at once. Hundreds of handlers wait
 * for the gateway at the same time; those that return together queue here, without a timeout, and
 * not in the connection pool, which has one.
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
