package steadfast.messaging;

import java.time.Instant;
import java.util.UUID;

/**
 * One event to be sent, as CloudEvents 1.0 in Kafka's binary mode.
 *
 * @param eventId {@code ce_id}: created once; a republished event keeps it
 * @param occurredAt {@code ce_time}
 * @param type {@code ce_type}
 * @param value the record value, JSON
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record OutboxMessage(
        UUID eventId, Instant occurredAt, String topic, String key, String type, byte[] value) {}
