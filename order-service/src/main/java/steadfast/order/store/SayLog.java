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
class SayLog {

    private final EventOutbox outbox;

    SayLog(EventOutbox outbox) {
        this.outbox = outbox;
    }

    void sayFirst(OrderRow row, List<OrderEvent> events) {
        row.lastSaid = outbox.write(say(events));
    }

    /**
     * Publishes the events of a move. A round's events are kept until the order publishes events in
     * another round; a refund request is kept forever, since nothing later replaces it. A
     * permission replaces the previous one. The question whether the gateway still has the money is
     * not kept: the service that needs the answer asks again.
     */
    void say(OrderRow row, List<OrderEvent> events, boolean goesOn) {
        if (events.isEmpty()) {
            return;
        }
        List<EventEnvelope> kept = new ArrayList<>(outbox.read(row.lastSaid));
        if (goesOn) {
            kept.removeIf(eventEnvelope -> !(eventEnvelope.event() instanceof RefundRequested));
        }
        List<EventEnvelope> said = say(events);
        if (events.stream().anyMatch(OrderPaid.class::isInstance)) {
            kept.removeIf(before -> before.event() instanceof OrderPaid);
        }
        kept.addAll(said);
        kept.removeIf(one -> one.event() instanceof PaymentConfirmationRequested);
        row.lastSaid = outbox.write(kept);
    }

    void sayAgain(OrderRow row) {
        outbox.read(row.lastSaid).forEach(outbox::sayAgain);
    }

    private List<EventEnvelope> say(List<OrderEvent> events) {
        return events.stream().map(outbox::say).toList();
    }
}
