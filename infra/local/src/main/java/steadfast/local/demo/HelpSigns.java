package steadfast.local.demo;

import java.util.HashSet;
import java.util.Set;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.UnreadableEventException;

/**
 * Learns from what was said which orders needed help: a charge that was tried again; the reconciler
 * asking the gateway; a dead letter after which the reconciler had the event said again. A repair
 * that was asked for while nothing was lost but time is no help.
 */
final class HelpSigns {

    static final String DEAD_LETTERS = ".dlt";

    private final EventCodec codec = new EventCodec();
    private final Set<OrderId> retried = new HashSet<>();
    private final Set<OrderId> asked = new HashSet<>();
    private final Set<OrderId> repaired = new HashSet<>();
    private final Set<OrderId> deadLettered = new HashSet<>();

    /** Takes in one record; what is not ours is passed over. */
    void note(String topic, String key, String type, byte[] value) {
        try {
            if (topic.endsWith(DEAD_LETTERS)) {
                deadLettered.add(OrderId.parse(key));
            } else {
                note(codec.decode(topic, type, value));
            }
        } catch (UnreadableEventException | IllegalArgumentException e) {
            // Somebody else's record: the services put it aside as a dead letter.
        }
    }

    private void note(Event event) {
        if (event instanceof PaymentEvent.PaymentStarted started && started.attempt() > 1) {
            retried.add(started.orderId());
        } else if (event instanceof GatewayFinding finding
                && finding.source() == GatewayFinding.Source.QUERY) {
            asked.add(finding.paymentId().orderId());
        } else if (event instanceof OperationsEvent.RepairRequested repair) {
            repaired.add(repair.orderId());
        }
    }

    /** Orders of which a charge was tried again. */
    Set<OrderId> retried() {
        return Set.copyOf(retried);
    }

    /** Orders that the reconciler helped. */
    Set<OrderId> reconciled() {
        Set<OrderId> helped = new HashSet<>(repaired);
        helped.retainAll(deadLettered);
        helped.addAll(asked);
        return helped;
    }
}
