package steadfast.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import steadfast.events.Event;
import steadfast.events.Topic;
import steadfast.events.kafka.EventSubscriptions;
import steadfast.messaging.Subscription;
import steadfast.messaging.Subscription.Mode;
import steadfast.order.advance.OrderEventHandler;
import steadfast.order.catalog.StockLevelHandler;

/**
 * How an order flows through this service, and the first thing to read here.
 *
 * <pre>
 * POST /v1/orders             submit    OrderSubmitted
 * POST /v1/orders/{id}/cancel advance   OrderCancelRequested
 * POST /v1/orders/{id}/retry  advance   OrderRetryRequested, or OrderCancelRequested before it
 * the clock                   expire    OrderExpired
 *
 * payment-events      ┐
 * fulfillment-events  ├────── advance   OrderPaid, OrderFailed, OrderCompleted, RefundRequested,
 * operations-events   ┘                 OrderRefunded, IssueWithdrawalRequested,
 *                                       OrderCancelRequested, OrderRetryRequested,
 *                                       OrderHeld, PaymentConfirmationRequested,
 *                                       PaymentCheckRequested
 * stock-levels ────────────── catalog   nothing: what may be sold follows it
 * </pre>
 *
 * <p>What follows from each of them in each state is decided in {@code lifecycle}, by {@link
 * steadfast.order.lifecycle.OrderLifecycle}, and written with its events and its stock, in one
 * transaction, by {@link steadfast.order.store.Orders}. All events go out on {@code order-events}.
 */
@ApplicationScoped
public class OrderFlow {

    private static final String GROUP = "order-service";

    /** Rows that one transaction keeps locked, at most. */
    private static final int MAX_BATCH = 200;

    @Produces
    Subscription<Event> news(OrderEventHandler handler) {
        return EventSubscriptions.of(
                GROUP,
                new Mode.Transactional(MAX_BATCH),
                handler,
                Topic.PAYMENT_EVENTS,
                Topic.FULFILLMENT_EVENTS,
                Topic.OPERATIONS_EVENTS);
    }

    @Produces
    Subscription<Event> stockLevels(StockLevelHandler handler) {
        return EventSubscriptions.of(
                GROUP, new Mode.Transactional(MAX_BATCH), handler, Topic.STOCK_LEVELS);
    }
}
