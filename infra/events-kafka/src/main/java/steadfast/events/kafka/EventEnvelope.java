package steadfast.events.kafka;

import java.time.Instant;
import java.util.UUID;
import steadfast.events.Event;

/**
 * A published event. An aggregate stores its last events, so that a repair can publish them again
 * with the same IDs.
 *
 * @param eventId {@code ce_id}
 * @param occurredAt {@code ce_time}
 */
public record EventEnvelope(UUID eventId, Instant occurredAt, Event event) {}
