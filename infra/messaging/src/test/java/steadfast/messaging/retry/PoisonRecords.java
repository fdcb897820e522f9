package steadfast.messaging.retry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.kafka.CloudEventHeaders;

/** Records that no sane producer sends, each with its name in a header. */
final class PoisonRecords {

    static final String CASE = "case";
    private static final Set<String> OF_THE_LADDER =
            Set.of(
                    FailureHeaders.KIND,
                    FailureHeaders.REASON,
                    FailureHeaders.ATTEMPT,
                    FailureHeaders.RETRY_DUE_AT,
                    FailureHeaders.FIRST_FAILED_AT,
                    FailureHeaders.LAST_FAILED_AT,
                    FailureHeaders.ORIGIN_TOPIC,
                    FailureHeaders.ORIGIN_PARTITION,
                    FailureHeaders.ORIGIN_OFFSET,
                    FailureHeaders.REPLAY_COUNT);

    final Map<String, ProducerRecord<byte[], byte[]>> byName = new LinkedHashMap<>();

    ProducerRecord<byte[], byte[]> add(String name, String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, utf8(name), value);
        MessagingFixture.known(topic, "k", "").headers().forEach(record.headers()::add);
        return add(name, record);
    }

    /** With headers such as only bytes can be: one twice, one without a value, one not of text. */
    ProducerRecord<byte[], byte[]> add(String name, ProducerRecord<byte[], byte[]> record) {
        record.headers()
                .add(CASE, utf8(name))
                .add("trace", utf8("first"))
                .add("nothing", null)
                .add("trace", bytes(0xFF, 0, 0xFE));
        byName.put(name, record);
        return record;
    }

    Headers headersOf(String name) {
        return byName.get(name).headers();
    }

    void forged(String topic, String header, String value) {
        ProducerRecord<byte[], byte[]> record =
                add(topic + " " + header + "=" + value, topic, utf8("x"));
        climbed(record.headers());
        CloudEventHeaders.put(record.headers(), header, value);
    }

    /** As the ladder writes them after a first failure. */
    static void climbed(Headers headers) {
        new FailureHeaders(0, null, null, "-", 0, 0, 0)
                .write(
                        headers,
                        new Outcome.Retry("busy", "once"),
                        new RetryLadder.Step("-", 1, Instant.now()),
                        Instant.now());
    }

    static void forgeEverything(Headers headers) {
        CloudEventHeaders.put(headers, FailureHeaders.KIND, "none of your business");
        CloudEventHeaders.put(headers, FailureHeaders.ATTEMPT, "-7");
        CloudEventHeaders.put(headers, FailureHeaders.RETRY_DUE_AT, "9999-12-31T23:59:59Z");
        CloudEventHeaders.put(headers, FailureHeaders.FIRST_FAILED_AT, "9999-12-31T23:59:59Z");
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_TOPIC, "somewhere-else");
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_PARTITION, "x");
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_OFFSET, "-1");
        CloudEventHeaders.put(headers, FailureHeaders.REPLAY_COUNT, "1000000");
    }

    static byte[] goodValue(ProducerRecord<byte[], byte[]> behind) {
        return utf8("behind " + CloudEventHeaders.text(behind.headers(), CASE));
    }

    static List<String> ofTheSource(Headers headers) {
        List<String> found = new ArrayList<>();
        for (Header header : headers) {
            if (!OF_THE_LADDER.contains(header.key())) {
                found.add(header.key() + "=" + Arrays.toString(header.value()));
            }
        }
        return found;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] filled(int length, byte with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, with);
        return bytes;
    }
}
