package steadfast.messaging;

import java.util.List;

/**
 * The table to which an event is written, in the same database transaction as the change that it
 * reports; the {@code OutboxRelay} sends it after the commit, at least once, per key in the order
 * of writing. Lock the aggregate's row before you append: the order within a key is the order of
 * the appends.
 */
public interface Outbox {

    /**
     * Appends one event to the current transaction.
     *
     * @throws IllegalStateException if no transaction is active
     */
    default void append(OutboxMessage message) {
        append(List.of(message));
    }

    /**
     * Appends many events to the current transaction at once, in this order.
     *
     * @throws IllegalStateException if no transaction is active
     */
    void append(List<OutboxMessage> messages);
}
