package steadfast.reconciler;

import static steadfast.events.Topic.FULFILLMENT_EVENTS;
import static steadfast.events.Topic.OPERATIONS_EVENTS;
import static steadfast.events.Topic.ORDER_EVENTS;
import static steadfast.events.Topic.PAYMENT_EVENTS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderEvent;
import steadfast.events.PaymentEvent;
import steadfast.events.StockLevel;
import steadfast.events.kafka.EventSubscriptions;
import steadfast.messaging.Delivery;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.reconciler.review.DecisionWitness;
import steadfast.reconciler.watch.OrderWatch;

/**
 * The flow through reconciler-service: what it receives, what it asks, and what it may publish.
 *
 * <pre>
 * order-events       ┐             one row an order (what happened, what is missing),
 * payment-events     ├▶ OrderWatch ─▶ one a payment whose end is uncertain,
 * fulfillment-events ┘             and a case when a person should look; it closes by itself
 * operations-events  ──▶ DecisionWitness ─▶ what it never published is a dead letter and an alarm
 *
 * every second  RepairSweep ─▶ RepairRequested (operations-events): its owner republishes it
 *               PollSweep ──▶ the gateway is asked, at its time to live it is told to close
 *                         ──▶ GatewayFinding (payment-findings): payment-service acts on it
 *               ReviewSweep ▶ a case for every order that is not final a poll past its time
 *
 * a case of cards whose money somebody moved ─▶ EvidenceRequested (operations-events), until
 * DeliveryEvidence has come
 *
 * operators     GET /v1/overdue      orders that wait too long
 *               GET /v1/cases        what needs a person, with everything that is known
 *               POST …/decision ────▶ ReviewDecided (operations-events), on record forever
 * </pre>
 */
@ApplicationScoped
public class ReconcilerFlow {

    private static final String GROUP = "reconciler-service";
    private static final int MAX_BATCH = 200;

    @Produces
    Subscription<Event> everyOrder(OrderWatch watch, DecisionWitness witness) {
        return EventSubscriptions.of(
                GROUP,
                new Subscription.Mode.Transactional(MAX_BATCH),
                delivery -> receive(delivery, watch, witness),
                ORDER_EVENTS,
                PAYMENT_EVENTS,
                FULFILLMENT_EVENTS,
                OPERATIONS_EVENTS);
    }

    private static Outcome receive(
            Delivery<Event> delivery, OrderWatch watch, DecisionWitness witness) {
        return switch (delivery.event()) {
            case OperationsEvent.ReviewDecided decided -> witness.receive(delivery, decided);
            // Our own requests, which others answer.
            case OperationsEvent.RepairRequested _, OperationsEvent.EvidenceRequested _ ->
                    Outcome.DONE;
            case OrderEvent _, PaymentEvent _, FulfillmentEvent _, GatewayFinding _, StockLevel _ ->
                    watch.receive(delivery);
        };
    }
}
