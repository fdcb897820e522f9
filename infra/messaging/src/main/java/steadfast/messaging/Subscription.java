package steadfast.messaging;

import java.util.HashSet;
import java.util.Set;

/**
 * The topics of one consumer group that a {@code ConsumerLoop} consumes, and how.
 *
 * @param group the consumer group, a name without a dot; failed records go to {@code
 *     <group>.retry-<n>} and finally {@code <group>.dlt}, which its subscriptions share
 * @param mode whether the handler runs inside a shared database transaction or on its own
 * @param parkingTiers where the handler may park records, such as one tier per payment gateway
 */
public record Subscription<T>(
        String group,
        Set<String> topics,
        Mode mode,
        Decoder<T> decoder,
        Handler<T> handler,
        Set<String> parkingTiers) {

    public Subscription {
        topics = Set.copyOf(topics);
        parkingTiers = Set.copyOf(parkingTiers);
        if (group.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "the group's name %s has a dot, which ends it in the names of its topics"
                            .formatted(group));
        }
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs a topic");
        }
    }

    /** Creates a subscription whose records are never parked. */
    public Subscription(
            String group, Set<String> topics, Mode mode, Decoder<T> decoder, Handler<T> handler) {
        this(group, topics, mode, decoder, handler, Set.of());
    }

    /** Returns the same subscription, whose handler may also park records in this tier. */
    public Subscription<T> parkingAt(String tier) {
        Set<String> tiers = new HashSet<>(parkingTiers);
        tiers.add(tier);
        return new Subscription<>(group, topics, mode, decoder, handler, tiers);
    }

    /** The mode in which a handler runs. */
    public sealed interface Mode {

        /**
         * Up to {@code maxBatch} polled records in one database transaction, in the order of their
         * keys (so that two batches lock rows in the same order) and within a key in the order of
         * the topic. If the transaction fails, each record runs again by itself. The handler must
         * do nothing that the transaction does not cover.
         */
        record Transactional(int maxBatch) implements Mode {}

        /**
         * One virtual thread per record, at most {@code maxInFlight} at once; records of one key
         * one after the other. The handler opens its own transactions.
         */
        record Concurrent(int maxInFlight) implements Mode {}
    }
}
