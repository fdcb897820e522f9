package steadfast.order.expire;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
    private final ExpireSettings settings;
    private final Scheduler scheduler;

    ExpirySweep(Orders orders, ExpireSettings settings, Scheduler scheduler) {
        if (settings.batch() < 1) {
            throw new IllegalArgumentException("steadfast.order.expire.batch must be at least 1");
        }
        this.orders = orders;
        this.settings = settings;
        this.scheduler = scheduler;
    }

    void start(@Observes StartupEvent event) {
        scheduler
                .newJob("expire")
                .setInterval(settings.interval().toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> sweep())
                .schedule();
    }

    /** Expires everything that is due now. */
    void sweep() {
        int expired = 0;
        int found;
        do {
            found = orders.expireDue(settings.batch());
            expired += found;
        } while (found == settings.batch());
        if (expired > 0) {
            LOG.infof("orders expired: count=%d", expired);
        }
    }
}
