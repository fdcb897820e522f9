package steadfast.order.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.kafka.EventEnvelope;
import steadfast.events.kafka.EventOutbox;

/** Publishes an order's events, and stores in its row those that a repair publishes again. */
@ApplicationScoped
class LastEvents {

    private final EventOutbox outbox;

    LastEvents(EventOutbox outbox) {
        this.outbox = outbox;
    }

    void publishFirst(OrderRow row, List<OrderEvent> events) {
        row.lastSaid = outbox.write(publish(events));
    }

    /**
     * Publishes the events of a move. A round's events are kept until the order publishes events in
     * another round; a refund request is kept forever, since nothing later replaces it. A
     * permission replaces the previous one. The question whether the gateway still has the money is
     * not kept: the service that needs the answer asks again.
     */
    void publish(OrderRow row, List<OrderEvent> events, boolean replaces) {
        if (events.isEmpty()) {
            return;
        }
        List<EventEnvelope> lasting = new ArrayList<>(outbox.read(row.lastSaid));
        if (replaces) {
            lasting.removeIf(eventEnvelope -> !(eventEnvelope.event() instanceof RefundRequested));
        }
        List<EventEnvelope> envelopes = publish(events);
        if (events.stream().anyMatch(OrderPaid.class::isInstance)) {
            lasting.removeIf(before -> before.event() instanceof OrderPaid);
        }
        lasting.addAll(envelopes);
        lasting.removeIf(one -> one.event() instanceof PaymentConfirmationRequested);
        row.lastSaid = outbox.write(lasting);
    }

    void republish(OrderRow row) {
        outbox.read(row.lastSaid).forEach(outbox::republish);
    }

    private List<EventEnvelope> publish(List<OrderEvent> events) {
        return events.stream().map(outbox::publish).toList();
    }
}
