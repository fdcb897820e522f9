package steadfast.messaging.consume;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;

/**
 * Transactions of the application's own transaction manager, so that a handler's database work
 * joins them.
 */
@ApplicationScoped
public class JtaTransactions implements TransactionRunner {

    private static final int TIMEOUT_SECONDS = 60;

    private final TransactionManager manager;

    JtaTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public void run(Work work) throws Exception {
        manager.setTransactionTimeout(TIMEOUT_SECONDS);
        manager.begin();
        boolean worked = false;
        try {
            work.run();
            worked = true;
        } finally {
            if (!worked || manager.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                manager.rollback();
            }
        }
        if (manager.getStatus() == Status.STATUS_ACTIVE) {
            manager.commit();
        } else {
            throw new RollbackException(
                    "the transaction was marked for rollback by the work, or timed out");
        }
    }
}
