package steadfast.messaging;

/**
 * Where an event is written, in the same database transaction as the change it tells of; the {@link
 * OutboxRelay} sends it after the commit, at least once, per key in the order of writing. Lock the
 * aggregate's row before you append: the order within a key is the order of the appends.
 */
public interface Outbox {

    /**
     * Appends one event to the current transaction.
     *
     * @throws IllegalStateException if no transaction is active
     */
    void append(OutboxMessage message);
}
