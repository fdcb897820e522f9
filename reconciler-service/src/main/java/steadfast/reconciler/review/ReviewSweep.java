package steadfast.reconciler.review;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import steadfast.reconciler.store.OrderTracker;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/**
 * Opens a case for every order that is not final one poll after its time to live, even without new
 * events. Any number of instances may sweep at once.
 */
@ApplicationScoped
public class ReviewSweep {

    private final WatchedOrders orders;
    private final OrderTracker orderTracker;
    private final ReviewConfig config;
    private final Clock clock;

    ReviewSweep(WatchedOrders orders, OrderTracker orderTracker, ReviewConfig config, Clock clock) {
        this.orders = orders;
        this.orderTracker = orderTracker;
        this.config = config;
        this.clock = clock;
    }

    /** Checks the orders that are due, up to the limit, in one transaction. */
    @Scheduled(
            every = "${steadfast.reconciler.review.sweep-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    public void sweep() {
        Instant now = clock.instant();
        List<WatchedOrder> due = orders.lockDueForReview(now, config.ordersPerSweep());
        due.forEach(order -> orderTracker.review(order, now));
    }
}
