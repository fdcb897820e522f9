package steadfast.bench.payments;

import java.util.Map;
import steadfast.events.OrderId;

/**
 * Orders that were submitted together.
 *
 * @param beginNanos before the first one left, by {@link System#nanoTime}
 * @param sentNanos when each one left
 */
record Batch(long beginNanos, Map<OrderId, Long> sentNanos) {

    Batch {
        sentNanos = Map.copyOf(sentNanos);
    }

    int size() {
        return sentNanos.size();
    }
}
