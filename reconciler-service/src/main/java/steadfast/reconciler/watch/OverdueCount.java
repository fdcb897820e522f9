package steadfast.reconciler.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import steadfast.reconciler.store.WatchedOrders;

/** Shows how many orders are overdue, as {@code steadfast_reconciler_overdue}. */
@Startup
@ApplicationScoped
public class OverdueCount {

    /**
     * Above this, a larger number tells no more than the alarm; the limit keeps the count cheap.
     */
    private static final int COUNTED_AT_MOST = 100_000;

    private final WatchedOrders orders;
    private final Clock clock;
    private final AtomicLong overdue = new AtomicLong();

    OverdueCount(WatchedOrders orders, Clock clock, MeterRegistry meters) {
        this.orders = orders;
        this.clock = clock;
        Gauge.builder("steadfast.reconciler.overdue", overdue, AtomicLong::get)
                .description(
                        "Orders that wait too long for an event or are past their time to live")
                .register(meters);
    }

    /** Refreshes the count. */
    @Scheduled(
            every = "${steadfast.reconciler.count-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    public void count() {
        overdue.set(orders.countOverdue(clock.instant(), COUNTED_AT_MOST));
    }
}
