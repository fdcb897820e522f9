package steadfast.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON and reads them back, tolerantly: a field that a newer writer added is
 * skipped. The type comes from {@code ce_type} and must belong on the topic; nothing in the value
 * chooses a class.
 */
public final class EventCodec {

    private final Map<String, Map<String, Class<? extends Event>>> typesByTopic =
            Arrays.stream(Topic.values())
                    .collect(Collectors.toUnmodifiableMap(Topic::topicName, Topic::types));

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(
                            new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    // Tolerant of new fields, never of wrong values: "7", 1.9 or 2 for an enum.
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    /**
     * An event ready for its topic. {@code type} goes into {@code ce_type}; {@code value} is UTF-8
     * JSON.
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Encoded(String topic, String key, String type, byte[] value) {}

    /** Writes the event. */
    public Encoded encode(Event event) {
        try {
            return new Encoded(
                    Topic.of(event).topicName(),
                    event.key(),
                    event.getClass().getSimpleName(),
                    mapper.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event cannot be written: " + event.getClass(), e);
        }
    }

    /**
     * Reads an event.
     *
     * @param type the record's {@code ce_type}
     * @throws UnreadableEventException if the type does not belong on the topic or the value is not
     *     such an event
     */
    public Event decode(String topic, String type, byte[] value) {
        Class<? extends Event> recordType = typesByTopic.getOrDefault(topic, Map.of()).get(type);
        if (recordType == null) {
            throw new UnreadableEventException(
                    "type '" + type + "' does not belong on topic " + topic, null);
        }
        try {
            Event event = mapper.readValue(value, recordType);
            if (event == null) {
                throw new UnreadableEventException(
                        "a " + type + " must not be the JSON null", null);
            }
            requireComplete(event, type);
            return event;
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableEventException("not a readable " + type + ": " + e.getMessage(), e);
        }
    }

    /** Jackson leaves an absent component null; only one marked {@code @Nullable} may be. */
    private static void requireComplete(Event event, String type) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!nullable && read(component, event) == null) {
                throw new UnreadableEventException(
                        "a " + type + " needs the field '" + component.getName() + "'", null);
            }
        }
    }

    private static @Nullable Object read(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
