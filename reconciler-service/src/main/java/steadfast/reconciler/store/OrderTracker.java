package steadfast.reconciler.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.lifecycle.OrderHistory;
import steadfast.reconciler.lifecycle.RepairSchedule;

/**
 * Stores a fact with all its consequences: what the order waits for, which of its payments are
 * polled, and whether a person should look. The order's row must be locked.
 */
@ApplicationScoped
public class OrderTracker {

    private final PolledPayments payments;
    private final ReviewCases cases;
    private final RepairSchedule repairs;

    OrderTracker(PolledPayments payments, ReviewCases cases, RepairSchedule repairs) {
        this.payments = payments;
        this.cases = cases;
        this.repairs = repairs;
    }

    /** Adds the fact; a known one changes nothing. */
    public void add(WatchedOrder order, ObservedEvent observedEvent, Instant now) {
        if (order.knows(observedEvent)) {
            return;
        }
        OrderHistory before = order.knowledge();
        OrderHistory after = before.with(observedEvent);
        order.update(after, repairs, now);
        if (observedEvent.kind().owner().isPresent()) {
            order.receivedFromOwner(now);
        }
        if (observedEvent.kind() == ObservedEvent.Kind.DELIVERY_EVIDENCE) {
            order.evidenceAsked(null);
        }
        payments.update(order, before, after, now);
        cases.update(order, after, now);
    }

    /** Applies the consequences of the time that has passed without events. */
    public void review(WatchedOrder order, Instant now) {
        OrderHistory known = order.knowledge();
        payments.update(order, OrderHistory.of(List.of()), known, now);
        cases.update(order, known, now);
    }
}
