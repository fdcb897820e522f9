package steadfast.demo.check;

import java.time.Instant;
import java.util.Optional;
import steadfast.events.OrderId;

/**
 * A case in a person's review queue.
 *
 * @param closedAt empty while it is open
 */
record QueuedCase(OrderId orderId, Instant openedAt, Optional<Instant> closedAt) {

    boolean isOpen() {
        return closedAt.isEmpty();
    }
}
