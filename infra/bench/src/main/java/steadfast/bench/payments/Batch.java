package steadfast.bench.payments;

import java.util.HashMap;
import java.util.Map;
import steadfast.events.OrderId;

/**
 * Orders that were submitted together.
 *
 * @param beginNanos before the first one left, by {@link System#nanoTime}
 * @param sentNanos when each one left
 * @param methods how each one is paid
 */
record Batch(long beginNanos, Map<OrderId, Long> sentNanos, Map<OrderId, String> methods) {

    Batch {
        sentNanos = Map.copyOf(sentNanos);
        methods = Map.copyOf(methods);
    }

    int size() {
        return sentNanos.size();
    }

    /** Returns those of the orders that are paid by this method. */
    Batch paidBy(String method) {
        Map<OrderId, Long> sent = new HashMap<>(sentNanos);
        sent.keySet().removeIf(order -> !method.equals(methods.get(order)));
        return new Batch(beginNanos, sent, methods);
    }
}
