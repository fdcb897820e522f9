package steadfast.reconciler.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.gateway.ChargeRequest;
import steadfast.messaging.Delivery;
import steadfast.messaging.Outcome;
import steadfast.reconciler.lifecycle.ObservedEvent;
import steadfast.reconciler.store.DeliveredCards;
import steadfast.reconciler.store.OrderTracker;
import steadfast.reconciler.store.PaymentTerms;
import steadfast.reconciler.store.WatchedOrder;
import steadfast.reconciler.store.WatchedOrders;

/** Stores the events about orders. Runs in the consumer's transaction. */
@ApplicationScoped
public class OrderWatch {

    private final WatchedOrders orders;
    private final PaymentTerms terms;
    private final DeliveredCards cards;
    private final OrderTracker orderTracker;
    private final Clock clock;

    OrderWatch(
            WatchedOrders orders,
            PaymentTerms terms,
            DeliveredCards cards,
            OrderTracker orderTracker,
            Clock clock) {
        this.terms = terms;
        this.cards = cards;
        this.orders = orders;
        this.orderTracker = orderTracker;
        this.clock = clock;
    }

    /** Stores one event; a duplicate changes nothing. */
    public Outcome hear(Delivery<Event> delivery) {
        Event event = delivery.event();
        if (event instanceof DeliveryEvidence said
                && !said.paymentId().orderId().equals(said.orderId())) {
            return new Outcome.Dead(
                    "contradiction", "evidence of " + said.paymentId() + " for " + said.orderId());
        }
        ObservedEvent observedEvent = ObservedEvent.of(event, delivery.occurredAt());
        Instant now = clock.instant();
        WatchedOrder order = orders.lock(OrderId.parse(event.key()), now);
        if (!order.knows(observedEvent)) {
            describe(order, event);
            keepTerms(event);
            if (event instanceof DeliveryEvidence said) {
                cards.keep(said, delivery.occurredAt());
            }
            orderTracker.learn(order, observedEvent, now);
        }
        orders.writeAndForget();
        return Outcome.DONE;
    }

    private void keepTerms(Event event) {
        if (event instanceof OrderSubmitted said) {
            terms.keep(
                    new ChargeRequest(
                            said.paymentId(), said.total(), said.paymentMethod(), said.payBy()));
        } else if (event instanceof OrderRetryRequested said) {
            terms.keep(
                    new ChargeRequest(
                            said.paymentId(), said.total(), said.paymentMethod(), said.payBy()));
        } else if (event instanceof PaymentStarted said) {
            terms.keepGateway(said.paymentId(), said.gateway());
        }
    }

    private static void describe(WatchedOrder order, Event event) {
        if (event instanceof OrderSubmitted said) {
            order.describe(said.storefront(), said.sku().value(), said.quantity(), said.total());
            order.livesUntil(said.expiresAt());
        } else if (event instanceof OrderRetryRequested said) {
            order.livesUntil(said.expiresAt());
        } else if (event instanceof OrderPaid said) {
            order.describe(null, said.sku().value(), said.quantity(), null);
            order.livesUntil(said.expiresAt());
        }
    }
}
