package steadfast.events.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.TimeOrderedIds;
import steadfast.messaging.Outbox;
import steadfast.messaging.OutboxMessage;

/**
 * Publishes events through the outbox, in the caller's transaction, and returns their envelopes.
 */
@ApplicationScoped
public class EventOutbox {

    private final Outbox outbox;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final EventCodec codec = new EventCodec();
    private final ObjectMapper json = new ObjectMapper();

    EventOutbox(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /** Publishes an event for the first time. */
    public EventEnvelope publish(Event event) {
        EventEnvelope eventEnvelope = envelope(event);
        republish(eventEnvelope);
        return eventEnvelope;
    }

    /** Returns the envelope of a new event, which {@link #republish} then publishes. */
    public EventEnvelope envelope(Event event) {
        return new EventEnvelope(ids.next(), clock.instant(), event);
    }

    /** Publishes an event again, with its ID and time. */
    public void republish(EventEnvelope eventEnvelope) {
        outbox.append(message(eventEnvelope));
    }

    /** Publishes many events at once, each with its ID and time. */
    public void republish(List<EventEnvelope> envelopes) {
        outbox.append(envelopes.stream().map(this::message).toList());
    }

    private OutboxMessage message(EventEnvelope eventEnvelope) {
        EventCodec.Encoded encoded = codec.encode(eventEnvelope.event());
        return new OutboxMessage(
                eventEnvelope.eventId(),
                eventEnvelope.occurredAt(),
                encoded.topic(),
                encoded.key(),
                encoded.type(),
                encoded.value());
    }

    /** Returns the text form in which an aggregate's row stores its last events. */
    public String write(List<EventEnvelope> envelopes) {
        ArrayNode list = json.createArrayNode();
        for (EventEnvelope one : envelopes) {
            EventCodec.Encoded encoded = codec.encode(one.event());
            list.addObject()
                    .put("id", one.eventId().toString())
                    .put("time", one.occurredAt().toString())
                    .put("topic", encoded.topic())
                    .put("type", encoded.type())
                    .put("value", new String(encoded.value(), StandardCharsets.UTF_8));
        }
        return list.toString();
    }

    /** Reads what {@link #write} wrote. */
    public List<EventEnvelope> read(String text) {
        try {
            List<EventEnvelope> envelopes = new ArrayList<>();
            for (JsonNode one : json.readTree(text)) {
                byte[] value = one.get("value").asText().getBytes(StandardCharsets.UTF_8);
                Event event =
                        codec.decode(one.get("topic").asText(), one.get("type").asText(), value);
                envelopes.add(
                        new EventEnvelope(
                                UUID.fromString(one.get("id").asText()),
                                Instant.parse(one.get("time").asText()),
                                event));
            }
            return envelopes;
        } catch (IOException e) {
            throw new IllegalStateException("a row's last events are not readable", e);
        }
    }
}
