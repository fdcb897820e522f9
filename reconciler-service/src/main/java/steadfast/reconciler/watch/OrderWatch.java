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
    public Outcome receive(Delivery<Event> delivery) {
        Event event = delivery.event();
        if (event instanceof DeliveryEvidence evidence
                && !evidence.paymentId().orderId().equals(evidence.orderId())) {
            return new Outcome.Dead(
                    "contradiction",
                    "evidence of " + evidence.paymentId() + " for " + evidence.orderId());
        }
        ObservedEvent observedEvent = ObservedEvent.of(event, delivery.occurredAt());
        Instant now = clock.instant();
        WatchedOrder order = orders.lock(OrderId.parse(event.key()), now);
        if (!order.knows(observedEvent)) {
            describe(order, event);
            storeTerms(event);
            if (event instanceof DeliveryEvidence evidence) {
                cards.store(evidence, delivery.occurredAt());
            }
            orderTracker.add(order, observedEvent, now);
        }
        orders.writeAndForget();
        return Outcome.DONE;
    }

    private void storeTerms(Event event) {
        if (event instanceof OrderSubmitted submitted) {
            terms.store(
                    new ChargeRequest(
                            submitted.paymentId(),
                            submitted.total(),
                            submitted.paymentMethod(),
                            submitted.payBy()));
        } else if (event instanceof OrderRetryRequested retry) {
            terms.store(
                    new ChargeRequest(
                            retry.paymentId(),
                            retry.total(),
                            retry.paymentMethod(),
                            retry.payBy()));
        } else if (event instanceof PaymentStarted started) {
            terms.storeGateway(started.paymentId(), started.gateway());
        }
    }

    private static void describe(WatchedOrder order, Event event) {
        if (event instanceof OrderSubmitted submitted) {
            order.describe(
                    submitted.storefront(),
                    submitted.sku().value(),
                    submitted.quantity(),
                    submitted.total());
            order.livesUntil(submitted.expiresAt());
        } else if (event instanceof OrderRetryRequested retry) {
            order.livesUntil(retry.expiresAt());
        } else if (event instanceof OrderPaid paid) {
            order.describe(null, paid.sku().value(), paid.quantity(), null);
            order.livesUntil(paid.expiresAt());
        }
    }
}
