package steadfast.payment.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs the work of callbacks, each in its own transaction and with a limit on how many run at once.
 * Separate from {@link BoundedTransactions}, since strangers decide how many callbacks come: a
 * flood of them waits here, for a limited time, and takes no connection from the payments.
 */
@ApplicationScoped
public class CallbackTransactions {
    private final Semaphore permits;
    private final Duration patience;

    CallbackTransactions(StoreConfig config) {
        this.permits = new Semaphore(config.maxCallbackTransactions(), true);
        this.patience = config.callbackPatience();
    }

    /**
     * Returns what the work returned, committed; empty if its turn did not come in time.
     *
     * @throws RuntimeException if it could not be committed: then nothing was stored
     */
    public <T> Optional<T> run(Callable<T> work) {
        if (!admitted()) {
            return Optional.empty();
        }
        try {
            return Optional.of(QuarkusTransaction.requiringNew().call(work));
        } finally {
            permits.release();
        }
    }

    private boolean admitted() {
        try {
            return permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
