package steadfast.reconciler;

import static steadfast.events.Topic.FULFILLMENT_EVENTS;
import static steadfast.events.Topic.ORDER_EVENTS;
import static steadfast.events.Topic.PAYMENT_EVENTS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import steadfast.events.Event;
import steadfast.events.wire.EventSubscriptions;
import steadfast.messaging.Subscription;
import steadfast.reconciler.watch.OrderWatch;

/**
 * What the reconciler hears, and what it may say.
 *
 * <pre>
 * order-events       ┐
 * payment-events     ├─▶ OrderWatch   one row an order: what was heard, what is missing
 * fulfillment-events ┘
 *             every second  RepairSweep ─▶ RepairRequested (operations-events)
 * </pre>
 */
@ApplicationScoped
public class ReconcilerFlow {

    private static final String GROUP = "reconciler-service";
    private static final int MAX_BATCH = 200;

    @Produces
    Subscription<Event> everyOrder(OrderWatch watch) {
        return EventSubscriptions.of(
                GROUP,
                new Subscription.Mode.Transactional(MAX_BATCH),
                watch::hear,
                ORDER_EVENTS,
                PAYMENT_EVENTS,
                FULFILLMENT_EVENTS);
    }
}
