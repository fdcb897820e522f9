package steadfast.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic, its bytes read as UTF-8.
 *
 * @param value null for a tombstone
 * @param headers the last value of each header
 */
public record TestRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String value,
        Map<String, String> headers) {

    static TestRecord of(ConsumerRecord<byte[], byte[]> consumed) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : consumed.headers()) {
            headers.put(header.key(), String.valueOf(text(header.value())));
        }
        return new TestRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                text(consumed.key()),
                text(consumed.value()),
                Collections.unmodifiableMap(headers));
    }

    /** Returns {@code ce_type}; null if the record has none. */
    public @Nullable String type() {
        return headers.get("ce_type");
    }

    /** Returns {@code ce_id}; null if the record has none. */
    public @Nullable String id() {
        return headers.get("ce_id");
    }

    /** Returns whether this is an event of the type about the key. */
    public boolean is(String type, String key) {
        return type.equals(type()) && key.equals(this.key);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
