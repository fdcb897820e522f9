package steadfast.events.wire;

import java.time.Instant;
import java.util.UUID;
import steadfast.events.Event;

/**
 * An event that was said. An aggregate keeps what it said last, so that a repair can say it again
 * with the same ID.
 *
 * @param eventId {@code ce_id}
 * @param occurredAt {@code ce_time}
 */
public record EventEnvelope(UUID eventId, Instant occurredAt, Event event) {}
