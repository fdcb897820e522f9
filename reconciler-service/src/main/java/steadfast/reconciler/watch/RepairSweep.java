package steadfast.reconciler.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.kafka.EventOutbox;
import steadfast.reconciler.lifecycle.RepairSchedule;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/**
 * Asks owners for what is missing, a bounded number at a time. Any number of instances may sweep at
 * once: each skips the rows that another one holds.
 */
@ApplicationScoped
public class RepairSweep {

    private static final Logger LOG = Logger.getLogger(RepairSweep.class);

    private final WatchedOrders orders;
    private final EventOutbox outbox;
    private final RepairSchedule schedule;
    private final WatchConfig config;
    private final Clock clock;
    private final MeterRegistry meters;

    RepairSweep(
            WatchedOrders orders,
            EventOutbox outbox,
            RepairSchedule schedule,
            WatchConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.orders = orders;
        this.outbox = outbox;
        this.schedule = schedule;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Asks for every repair that is due, up to the limit, in one transaction. */
    @Scheduled(
            every = "${steadfast.reconciler.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    public void sweep() {
        Instant now = clock.instant();
        for (WatchedOrder order : orders.lockDueForRepair(now, config.repairsPerSweep())) {
            order.nextToAsk().ifPresent(owner -> requestRepair(order, owner));
            order.asked(schedule, now);
        }
    }

    private void requestRepair(WatchedOrder order, Owner owner) {
        String missing =
                order.expectations().stream()
                        .map(open -> open.what().missing() + " of round " + open.round())
                        .collect(Collectors.joining("; "));
        outbox.publish(new RepairRequested(order.orderId(), owner, missing));
        meters.counter("steadfast.reconciler.repairs", "owner", owner.name()).increment();
        LOG.infof(
                "repair asked for orderId=%s owner=%s missing=%s attempt=%d",
                order.orderId(), owner, missing, order.repairs() + 1);
    }
}
