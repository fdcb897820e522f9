package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no sane producer says. It lies in the dead letters to the last byte, or is handled as if its
 * lies were not there; and what comes behind it, under its very key, is handled.
 */
class PoisonTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CASE = "case";
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

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");
    private final Map<String, Delivery<String>> handled = new ConcurrentHashMap<>();
    private final Map<String, ProducerRecord<byte[], byte[]>> poison = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onASourceTopicItDiesWholeAndWhatIsBehindGoesOn(boolean transactional) throws Exception {
        String topic = fixture.newTopic(1);
        String other = fixture.newTopic(1);
        poison("undecodable", topic, new byte[] {(byte) 0xC3, 0x28, 0, (byte) 0xFF});
        poison("unknown type", topic, utf8("x"));
        CloudEventHeaders.put(headersOf("unknown type"), CloudEventHeaders.TYPE, "Unheard");
        poison("wrong topic", topic, utf8("x"));
        CloudEventHeaders.put(headersOf("wrong topic"), CloudEventHeaders.TYPE, typeOf(other));
        poison("large and undecodable", topic, filled(900_000, (byte) 0xFF));
        poison("empty", topic, new byte[0]);
        headersOf("empty").remove(CloudEventHeaders.TYPE);
        poison("tombstone", topic, null);
        poison("no key", new ProducerRecord<>(topic, null, utf8("x")));
        poison("key of no bytes we know", new ProducerRecord<>(topic, bytes(0xFF, 0), bytes(0xFE)));
        poison("no headers at all", topic, utf8("x"));
        for (String name :
                List.of(
                        CloudEventHeaders.ID,
                        CloudEventHeaders.TYPE,
                        CloudEventHeaders.TIME,
                        CloudEventHeaders.SPEC_VERSION)) {
            headersOf("no headers at all").remove(name);
        }
        poison("time is nonsense", topic, utf8("x"));
        CloudEventHeaders.put(headersOf("time is nonsense"), CloudEventHeaders.TIME, "yesterday");
        poison("ID is nonsense", topic, utf8("x"));
        CloudEventHeaders.put(headersOf("ID is nonsense"), CloudEventHeaders.ID, "seven");
        poison("type of no bytes", topic, utf8("x"));
        headersOf("type of no bytes").add(CloudEventHeaders.TYPE, null);
        poison("forged, and dead by its handler", topic, utf8("dead"));
        forgeEverything(headersOf("forged, and dead by its handler"));
        poison("too deep for the decoder", topic, utf8("decoder overflows"));
        poison("too deep for the handler", topic, utf8("handler overflows"));
        sendEachWithAGoodOneBehind(topic);

        try (Engine.Running _ = start(topic, other, transactional)) {
            awaitGoodOnesAndLetters(topic);
        }

        everyLetterIsWhole(topic);
        assertThat(letters(topic))
                .allSatisfy(letter -> {
                    assertThat(text(letter, FailureHeaders.ATTEMPT)).isEqualTo("1");
                    assertThat(text(letter, FailureHeaders.ORIGIN_TOPIC)).isEqualTo(topic);
                    assertThat(text(letter, FailureHeaders.REPLAY_COUNT)).isEqualTo("0");
                    assertThat(text(letter, FailureHeaders.RETRY_DUE_AT)).isNull();
                    assertThat(Instant.parse(text(letter, FailureHeaders.FIRST_FAILED_AT)))
                            .isBefore(Instant.now().plusSeconds(60));
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOnlyOddIsHandledAndItsForgedHeadersAreNotBelieved(boolean transactional)
            throws Exception {
        String topic = fixture.newTopic(1);
        ProducerRecord<byte[], byte[]> large =
                new ProducerRecord<>(topic, utf8("k"), filled(900_000, (byte) 'x'));
        large.headers().add(CASE, utf8("large"));
        ProducerRecord<byte[], byte[]> forged = MessagingFixture.known(topic, "k", "forged");
        forgeEverything(forged.headers());
        MessagingFixture.known(topic, "k", "").headers().forEach(large.headers()::add);
        fixture.sendAll(List.of(large, forged, MessagingFixture.known(topic, "k", "behind")));

        try (Engine.Running _ = start(topic, fixture.newTopic(1), transactional)) {
            await().atMost(LIMIT).until(() -> handled.containsKey("behind"));
        }

        assertThat(handled).containsKey("x".repeat(900_000));
        Delivery<String> delivery = handled.get("forged");
        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.topic()).isEqualTo(topic);
        assertThat(delivery.offset()).isEqualTo(1);
        assertThat(delivery.replayCount()).isZero();
        assertThat(letters(topic)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onTheLadderWhatTheLadderNeverWroteDiesWholeAndWhatIsBehindGoesOn(boolean transactional)
            throws Exception {
        String topic = fixture.newTopic(1);
        String other = fixture.newTopic(1);
        try (Engine.Running _ = start(topic, other, transactional)) {
            for (String on :
                    List.of(
                            RetryLadder.retry(group, topic, 1),
                            RetryLadder.parked(group, topic, "bank"))) {
                forged(on, FailureHeaders.ATTEMPT, "-7");
                forged(on, FailureHeaders.ATTEMPT, "many");
                forged(on, FailureHeaders.ATTEMPT, String.valueOf(Integer.MAX_VALUE));
                forged(on, FailureHeaders.RETRY_DUE_AT, "9999-12-31T23:59:59Z");
                forged(on, FailureHeaders.RETRY_DUE_AT, "0001-01-01T00:00:00Z");
                forged(on, FailureHeaders.RETRY_DUE_AT, Instant.MAX.toString());
                forged(on, FailureHeaders.RETRY_DUE_AT, "soon");
                forged(on, FailureHeaders.FIRST_FAILED_AT, "once");
                forged(on, FailureHeaders.ORIGIN_PARTITION, "-3");
                forged(on, FailureHeaders.ORIGIN_OFFSET, "-1");
                forged(on, FailureHeaders.REPLAY_COUNT, "-5");
                poison(on + " without", on, utf8("x"));
            }
            for (ProducerRecord<byte[], byte[]> bad : poison.values()) {
                ProducerRecord<byte[], byte[]> behind =
                        new ProducerRecord<>(bad.topic(), bad.key(), goodValue(bad));
                MessagingFixture.known(topic, "k", "").headers().forEach(behind.headers()::add);
                climbed(behind.headers());
                // Where it was first said stands in the topic's name; this is not believed.
                CloudEventHeaders.put(behind.headers(), FailureHeaders.ORIGIN_TOPIC, other);
                fixture.sendAll(List.of(bad, behind));
            }
            awaitGoodOnesAndLetters(topic);
        }

        everyLetterIsWhole(topic);
        assertThat(handled.values())
                .allSatisfy(delivery -> {
                    assertThat(delivery.attempt()).isEqualTo(2);
                    assertThat(delivery.topic()).isEqualTo(topic);
                });
        assertThat(letters(topic))
                .extracting(letter -> text(letter, FailureHeaders.KIND))
                .containsOnly("unreadable");
    }

    private void forged(String topic, String header, String value) {
        ProducerRecord<byte[], byte[]> record =
                poison(topic + " " + header + "=" + value, topic, utf8("x"));
        climbed(record.headers());
        CloudEventHeaders.put(record.headers(), header, value);
    }

    /** As the ladder writes them after a first failure. */
    private static void climbed(Headers headers) {
        new FailureHeaders(0, null, null, "-", 0, 0, 0)
                .write(
                        headers,
                        new Outcome.Retry("busy", "once"),
                        new RetryLadder.Step("-", 1, Instant.now()),
                        Instant.now());
    }

    private static void forgeEverything(Headers headers) {
        CloudEventHeaders.put(headers, FailureHeaders.KIND, "none of your business");
        CloudEventHeaders.put(headers, FailureHeaders.ATTEMPT, "-7");
        CloudEventHeaders.put(headers, FailureHeaders.RETRY_DUE_AT, "9999-12-31T23:59:59Z");
        CloudEventHeaders.put(headers, FailureHeaders.FIRST_FAILED_AT, "9999-12-31T23:59:59Z");
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_TOPIC, "somewhere-else");
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_PARTITION, "x");
        CloudEventHeaders.put(headers, FailureHeaders.ORIGIN_OFFSET, "-1");
        CloudEventHeaders.put(headers, FailureHeaders.REPLAY_COUNT, "1000000");
    }

    private ProducerRecord<byte[], byte[]> poison(String name, String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, utf8(name), value);
        MessagingFixture.known(topic, "k", "").headers().forEach(record.headers()::add);
        return poison(name, record);
    }

    /** With headers such as only bytes can be: one twice, one without a value, one not of text. */
    private ProducerRecord<byte[], byte[]> poison(
            String name, ProducerRecord<byte[], byte[]> record) {
        record.headers()
                .add(CASE, utf8(name))
                .add("trace", utf8("first"))
                .add("nothing", null)
                .add("trace", bytes(0xFF, 0, 0xFE));
        poison.put(name, record);
        return record;
    }

    private Headers headersOf(String name) {
        return poison.get(name).headers();
    }

    private void sendEachWithAGoodOneBehind(String topic) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> bad : poison.values()) {
            ProducerRecord<byte[], byte[]> behind =
                    new ProducerRecord<>(
                            topic, bad.key() == null ? utf8("k") : bad.key(), goodValue(bad));
            MessagingFixture.known(topic, "k", "").headers().forEach(behind.headers()::add);
            records.add(bad);
            records.add(behind);
        }
        fixture.sendAll(records);
    }

    private static byte[] goodValue(ProducerRecord<byte[], byte[]> behind) {
        return utf8("behind " + CloudEventHeaders.text(behind.headers(), CASE));
    }

    private void awaitGoodOnesAndLetters(String topic) {
        Set<String> good = new HashSet<>();
        poison.keySet().forEach(name -> good.add("behind " + name));
        await().atMost(LIMIT)
                .untilAsserted(() -> {
                    assertThat(handled.keySet()).isEqualTo(good);
                    assertThat(letters(topic))
                            .extracting(letter -> text(letter, CASE))
                            .containsExactlyInAnyOrderElementsOf(poison.keySet());
                });
    }

    private void everyLetterIsWhole(String topic) throws Exception {
        for (ConsumerRecord<byte[], byte[]> letter : letters(topic)) {
            ProducerRecord<byte[], byte[]> source = poison.get(text(letter, CASE));
            assertThat(letter.key()).isEqualTo(source.key());
            assertThat(letter.value()).isEqualTo(source.value());
            assertThat(ofTheSource(letter.headers()))
                    .containsExactlyElementsOf(ofTheSource(source.headers()));
        }
    }

    private static List<String> ofTheSource(Headers headers) {
        List<String> found = new ArrayList<>();
        for (Header header : headers) {
            if (!OF_THE_LADDER.contains(header.key())) {
                found.add(header.key() + "=" + Arrays.toString(header.value()));
            }
        }
        return found;
    }

    private List<ConsumerRecord<byte[], byte[]>> letters(String topic) throws Exception {
        return fixture.raw(RetryLadder.dead(group, topic));
    }

    private Engine.Running start(String topic, String other, boolean transactional)
            throws Exception {
        Subscription.Mode mode =
                transactional
                        ? new Subscription.Mode.Transactional(500)
                        : new Subscription.Mode.Concurrent(10);
        Decoder<String> decoder =
                (from, type, value) -> {
                    if (!type.equals(from.equals(topic) ? "Known" : typeOf(other))) {
                        throw new IllegalArgumentException(type + " does not belong on " + from);
                    }
                    return strictlyDecoded(value);
                };
        Handler<String> handler =
                delivery -> {
                    if (delivery.event().equals("dead")) {
                        return new Outcome.Dead("contradiction", "cannot be");
                    }
                    if (delivery.event().equals("handler overflows")) {
                        throw new StackOverflowError("planted");
                    }
                    handled.put(delivery.event(), delivery);
                    return Outcome.DONE;
                };
        return fixture.start(
                new Subscription<>(group, Set.of(topic, other), mode, decoder, handler)
                        .parkingAt("bank"),
                Faults.NONE);
    }

    private static String typeOf(String topic) {
        return "OnlyOn-" + topic;
    }

    private static String strictlyDecoded(byte[] value) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            if (text.equals("decoder overflows")) {
                throw new StackOverflowError("planted");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return CloudEventHeaders.text(record.headers(), header);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] filled(int length, byte with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, with);
        return bytes;
    }
}
