package steadfast.demo.measure;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.UnreadableEventException;

/**
 * Derives from the events which orders needed help: a charge that was queried or sent again; a
 * capture that the reconciler found before payment-service did; a dead letter after which the
 * reconciler had the event republished. A repair requested when only time was lost does not count.
 * Also collects the results of the first charge calls.
 */
public final class RecoveryStats {

    static final String DEAD_LETTERS = ".dlt";

    private final EventCodec codec = new EventCodec();
    private final Set<OrderId> retried = new HashSet<>();
    private final Map<PaymentId, Instant> found = new HashMap<>();
    private final Map<PaymentId, Instant> calledBack = new HashMap<>();
    private final Map<PaymentId, Instant> succeeded = new HashMap<>();
    private final Set<PaymentId> unclear = new HashSet<>();
    private final Map<PaymentId, Instant> chargedAgain = new HashMap<>();
    private final Set<OrderId> repaired = new HashSet<>();
    private final Set<OrderId> deadLettered = new HashSet<>();

    /**
     * Adds one record; foreign records are ignored.
     *
     * @param publishedAt when its event happened
     */
    void add(String topic, String key, String type, byte[] value, Instant publishedAt) {
        try {
            if (topic.endsWith(DEAD_LETTERS)) {
                deadLettered.add(OrderId.parse(key));
            } else {
                add(codec.decode(topic, type, value), publishedAt);
            }
        } catch (UnreadableEventException | IllegalArgumentException e) {
            // A foreign record: the services treat it as a dead letter.
        }
    }

    private void add(Event event, Instant publishedAt) {
        if (event instanceof PaymentEvent.PaymentStarted started && started.attempt() > 1) {
            retried.add(started.orderId());
            chargedAgain.merge(started.paymentId(), publishedAt, RecoveryStats::earlier);
        } else if (event instanceof PaymentEvent.PaymentUnresolved unresolved) {
            retried.add(unresolved.orderId());
            if (unresolved.attempt() == 1) {
                unclear.add(unresolved.paymentId());
            }
        } else if (event instanceof PaymentEvent.PaymentSucceeded success) {
            succeeded.merge(success.paymentId(), publishedAt, RecoveryStats::earlier);
        } else if (event instanceof GatewayFinding finding
                && finding.verdict() == GatewayFinding.Verdict.CAPTURED) {
            Map<PaymentId, Instant> sort =
                    switch (finding.source()) {
                        case QUERY -> found;
                        case CALLBACK -> calledBack;
                    };
            sort.merge(finding.paymentId(), publishedAt, RecoveryStats::earlier);
        } else if (event instanceof OperationsEvent.RepairRequested repair) {
            repaired.add(repair.orderId());
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Orders of which a charge had to be asked about or sent again. */
    public Set<OrderId> retried() {
        return Set.copyOf(retried);
    }

    /** Orders that the reconciler helped. */
    public Set<OrderId> reconciled() {
        Set<OrderId> helped = new HashSet<>(repaired);
        helped.retainAll(deadLettered);
        helped.addAll(beforeTheSuccess(found));
        return helped;
    }

    /** Orders whose capture a callback told of before payment-service knew. */
    public Set<OrderId> calledBack() {
        return beforeTheSuccess(calledBack);
    }

    private Set<OrderId> beforeTheSuccess(Map<PaymentId, Instant> findings) {
        Set<OrderId> helped = new HashSet<>();
        findings.forEach((payment, foundAt) -> {
            Instant knownAt = succeeded.get(payment);
            if (knownAt != null && !knownAt.isBefore(foundAt)) {
                helped.add(payment.orderId());
            }
        });
        return helped;
    }

    /** Returns what became of the first calls of payments. */
    public FirstCalls firstCalls() {
        return new FirstCalls(Set.copyOf(unclear), Map.copyOf(chargedAgain));
    }
}
