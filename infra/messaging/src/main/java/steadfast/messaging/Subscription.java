package steadfast.messaging;

import java.util.Set;

/**
 * What a {@link ConsumerLoop} consumes: the topics of one consumer group, and how.
 *
 * @param group the consumer group; dead letters go to {@code <group>.<topic>.dlt}
 * @param mode whether the handler runs inside a shared database transaction or on its own
 */
public record Subscription<T>(
        String group, Set<String> topics, Mode mode, Decoder<T> decoder, Handler<T> handler) {

    public Subscription {
        topics = Set.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs a topic");
        }
    }

    /** How a handler runs. */
    public sealed interface Mode {

        /**
         * Up to {@code maxBatch} polled records in one database transaction, in the order of their
         * keys (so that two batches lock rows in the same order) and within a key in the order of
         * the topic. If the transaction fails, each record runs again by itself. The handler must
         * do nothing that the transaction does not cover.
         */
        record Transactional(int maxBatch) implements Mode {}

        /**
         * A virtual thread a record, at most {@code maxInFlight} at once; records of one key one
         * after the other. The handler opens its own transactions.
         */
        record Concurrent(int maxInFlight) implements Mode {}
    }
}
