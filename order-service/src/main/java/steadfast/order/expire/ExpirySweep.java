package steadfast.order.expire;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import steadfast.order.store.Orders;

/**
 * Finds orders whose time to live has passed and expires them. Several instances share the work:
 * each takes the orders that the others have not locked.
 */
@ApplicationScoped
public class ExpirySweep {

    private static final Logger LOG = Logger.getLogger(ExpirySweep.class);

    private final Orders orders;
    private final ExpireConfig config;

    ExpirySweep(Orders orders, ExpireConfig config) {
        this.orders = orders;
        this.config = config;
    }

    /** Expires everything that is due now. */
    @Scheduled(
            every = "${steadfast.order.expire.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        int expired = 0;
        int found;
        do {
            found = orders.expireDue(config.batch());
            expired += found;
        } while (found == config.batch());
        if (expired > 0) {
            LOG.infof("orders expired: count=%d", expired);
        }
    }
}
