package steadfast.messaging.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.OutboxMessage;

/** The header names of CloudEvents 1.0, Kafka protocol binding, binary content mode. */
public final class CloudEventHeaders {

    /** The version of CloudEvents. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** The ID of the event. */
    public static final String ID = "ce_id";

    /** The type of the event. */
    public static final String TYPE = "ce_type";

    static final String SOURCE = "ce_source";

    /** When the event happened. */
    public static final String TIME = "ce_time";

    static final String CONTENT_TYPE = "content-type";

    private CloudEventHeaders() {}

    /** Writes the headers of a message of this source. */
    public static void add(Headers headers, OutboxMessage message, String source) {
        put(headers, SPEC_VERSION, "1.0");
        put(headers, ID, message.eventId().toString());
        put(headers, TYPE, message.type());
        put(headers, SOURCE, source);
        put(headers, TIME, message.occurredAt().toString());
        put(headers, CONTENT_TYPE, "application/json");
    }

    /** Returns the last value of the header as text; null if it is absent. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Replaces the header: one value per name. */
    public static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
