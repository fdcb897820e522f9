package steadfast.messaging;

import java.time.Instant;
import java.util.UUID;

/**
 * One decoded record, as passed to a handler.
 *
 * @param event the decoded value
 * @param eventId {@code ce_id}: the same for every delivery of the same event
 * @param occurredAt {@code ce_time}
 * @param key the record key
 * @param topic the topic where the event was first published, also for a retried one; {@code
 *     partition} and {@code offset} are in that topic
 * @param attempt counted from 1 over all deliveries, restarts included
 * @param replayCount how often an operator sent it back from the dead-letter topic
 */
public record Delivery<T>(
        T event,
        UUID eventId,
        Instant occurredAt,
        String key,
        String topic,
        int partition,
        long offset,
        int attempt,
        int replayCount) {}
