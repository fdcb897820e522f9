package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.messaging.Decoder;
import steadfast.messaging.Delivery;
import steadfast.messaging.Engine;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.replay.DeadLetter;

/**
 * What no sane producer says. It lies in the dead letters to the last byte, or is handled as if its
 * lies were not there; and what comes behind it, under its very key, is handled.
 */
class PoisonTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");
    private final Map<String, Delivery<String>> handled = new ConcurrentHashMap<>();
    private final PoisonRecords poison = new PoisonRecords();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onASourceTopicItDiesWholeAndWhatIsBehindGoesOn(boolean transactional) throws Exception {
        String topic = fixture.newTopic(1);
        String other = fixture.newTopic(1);
        poison.add("undecodable", topic, new byte[] {(byte) 0xC3, 0x28, 0, (byte) 0xFF});
        poison.add("unknown type", topic, PoisonRecords.utf8("x"));
        CloudEventHeaders.put(poison.headersOf("unknown type"), CloudEventHeaders.TYPE, "Unheard");
        poison.add("wrong topic", topic, PoisonRecords.utf8("x"));
        CloudEventHeaders.put(
                poison.headersOf("wrong topic"), CloudEventHeaders.TYPE, typeOf(other));
        poison.add("large and undecodable", topic, PoisonRecords.filled(900_000, (byte) 0xFF));
        poison.add("empty", topic, new byte[0]);
        poison.headersOf("empty").remove(CloudEventHeaders.TYPE);
        poison.add("tombstone", topic, null);
        poison.add("no key", new ProducerRecord<>(topic, null, PoisonRecords.utf8("x")));
        poison.add(
                "key of no bytes we know",
                new ProducerRecord<>(
                        topic, PoisonRecords.bytes(0xFF, 0), PoisonRecords.bytes(0xFE)));
        poison.add("no headers at all", topic, PoisonRecords.utf8("x"));
        for (String name :
                List.of(
                        CloudEventHeaders.ID,
                        CloudEventHeaders.TYPE,
                        CloudEventHeaders.TIME,
                        CloudEventHeaders.SPEC_VERSION)) {
            poison.headersOf("no headers at all").remove(name);
        }
        poison.add("time is nonsense", topic, PoisonRecords.utf8("x"));
        CloudEventHeaders.put(
                poison.headersOf("time is nonsense"), CloudEventHeaders.TIME, "yesterday");
        poison.add("ID is nonsense", topic, PoisonRecords.utf8("x"));
        CloudEventHeaders.put(poison.headersOf("ID is nonsense"), CloudEventHeaders.ID, "seven");
        poison.add("type of no bytes", topic, PoisonRecords.utf8("x"));
        poison.headersOf("type of no bytes").add(CloudEventHeaders.TYPE, null);
        poison.add("forged, and dead by its handler", topic, PoisonRecords.utf8("dead"));
        PoisonRecords.forgeEverything(poison.headersOf("forged, and dead by its handler"));
        poison.add("too deep for the decoder", topic, PoisonRecords.utf8("decoder overflows"));
        poison.add("too deep for the handler", topic, PoisonRecords.utf8("handler overflows"));
        sendEachWithAGoodOneBehind(topic);

        try (Engine.Running _ = start(topic, other, transactional)) {
            awaitGoodOnesAndLetters();
        }

        everyLetterIsWhole();
        assertThat(letters())
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
                new ProducerRecord<>(
                        topic, PoisonRecords.utf8("k"), PoisonRecords.filled(900_000, (byte) 'x'));
        large.headers().add(PoisonRecords.CASE, PoisonRecords.utf8("large"));
        ProducerRecord<byte[], byte[]> forged = MessagingFixture.known(topic, "k", "forged");
        PoisonRecords.forgeEverything(forged.headers());
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
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onTheLadderWhatTheLadderNeverWroteDiesWholeAndWhatIsBehindGoesOn(boolean transactional)
            throws Exception {
        String topic = fixture.newTopic(1);
        String other = fixture.newTopic(1);
        try (Engine.Running _ = start(topic, other, transactional)) {
            for (String on :
                    List.of(RetryLadder.retry(group, 1), RetryLadder.parked(group, "bank"))) {
                poison.forged(on, FailureHeaders.ATTEMPT, "-7");
                poison.forged(on, FailureHeaders.ATTEMPT, "many");
                poison.forged(on, FailureHeaders.ATTEMPT, String.valueOf(Integer.MAX_VALUE));
                poison.forged(on, FailureHeaders.RETRY_DUE_AT, "9999-12-31T23:59:59Z");
                poison.forged(on, FailureHeaders.RETRY_DUE_AT, "0001-01-01T00:00:00Z");
                poison.forged(on, FailureHeaders.RETRY_DUE_AT, Instant.MAX.toString());
                poison.forged(on, FailureHeaders.RETRY_DUE_AT, "soon");
                poison.forged(on, FailureHeaders.FIRST_FAILED_AT, "once");
                poison.forged(on, FailureHeaders.ORIGIN_TOPIC, "nobody-consumes-this");
                poison.forged(on, FailureHeaders.ORIGIN_TOPIC, group + ".retry-1");
                poison.forged(on, FailureHeaders.ORIGIN_TOPIC, "");
                poison.forged(on, FailureHeaders.ORIGIN_TOPIC, "no topic's name");
                poison.forged(on, FailureHeaders.ORIGIN_PARTITION, "-3");
                poison.forged(on, FailureHeaders.ORIGIN_OFFSET, "-1");
                poison.forged(on, FailureHeaders.REPLAY_COUNT, "-5");
                poison.add(on + " without", on, PoisonRecords.utf8("x"));
            }
            for (ProducerRecord<byte[], byte[]> bad : poison.byName.values()) {
                ProducerRecord<byte[], byte[]> behind =
                        new ProducerRecord<>(bad.topic(), bad.key(), PoisonRecords.goodValue(bad));
                MessagingFixture.known(topic, "k", "").headers().forEach(behind.headers()::add);
                PoisonRecords.climbed(behind.headers());
                CloudEventHeaders.put(behind.headers(), FailureHeaders.ORIGIN_TOPIC, topic);
                fixture.sendAll(List.of(bad, behind));
            }
            awaitGoodOnesAndLetters();
        }

        everyLetterIsWhole();
        assertThat(handled.values())
                .allSatisfy(delivery -> {
                    assertThat(delivery.attempt()).isEqualTo(2);
                    assertThat(delivery.topic()).isEqualTo(topic);
                });
        assertThat(letters())
                .extracting(letter -> text(letter, FailureHeaders.KIND))
                .containsOnly("unreadable", "not-consumed");
    }

    /** The broker's limit is on the batch as it is sent; what comes out may be any size. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCompressionMadeSmallLeavesAStubAndHoldsNobodyUp(boolean transactional)
            throws Exception {
        String topic = fixture.newTopic(1);
        byte[] undecodable = PoisonRecords.filled(3 * 1024 * 1024, (byte) 0xFF);
        byte[] dead = ("dead" + " ".repeat(3 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        sendCompressed(List.of(large(topic, undecodable), large(topic, dead)));
        fixture.sendAll(List.of(MessagingFixture.known(topic, "k", "behind")));

        try (Engine.Running _ = start(topic, fixture.newTopic(1), transactional)) {
            await().atMost(LIMIT).until(() -> handled.containsKey("behind"));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(letters()).hasSize(2));
        }

        assertThat(letters())
                .allSatisfy(letter -> {
                    assertThat(letter.value()).isNull();
                    assertThat(text(letter, FailureHeaders.KIND)).isEqualTo("record-too-large");
                    assertThat(DeadLetter.of(letter, group))
                            .isInstanceOf(DeadLetter.Unreadable.class);
                })
                .extracting(letter -> text(letter, FailureHeaders.REASON))
                .containsExactlyInAnyOrder(
                        "3145729 bytes, too large to be copied: the record itself is at %s-0, offset 0"
                                .formatted(topic),
                        "3145733 bytes, too large to be copied: the record itself is at %s-0, offset 1"
                                .formatted(topic));
    }

    private static ProducerRecord<byte[], byte[]> large(String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, PoisonRecords.utf8("k"), value);
        MessagingFixture.known(topic, "k", "").headers().forEach(record.headers()::add);
        return record;
    }

    private void sendCompressed(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                fixture.newProducer(
                        Map.of("compression.type", "gzip", "max.request.size", 1 << 24))) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var _ = producer.send(record).get();
            }
        }
    }

    private void sendEachWithAGoodOneBehind(String topic) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> bad : poison.byName.values()) {
            ProducerRecord<byte[], byte[]> behind =
                    new ProducerRecord<>(
                            topic,
                            bad.key() == null ? PoisonRecords.utf8("k") : bad.key(),
                            PoisonRecords.goodValue(bad));
            MessagingFixture.known(topic, "k", "").headers().forEach(behind.headers()::add);
            records.add(bad);
            records.add(behind);
        }
        fixture.sendAll(records);
    }

    private void awaitGoodOnesAndLetters() {
        Set<String> good = new HashSet<>();
        poison.byName.keySet().forEach(name -> good.add("behind " + name));
        await().atMost(LIMIT)
                .untilAsserted(() -> {
                    assertThat(handled.keySet()).isEqualTo(good);
                    assertThat(letters())
                            .extracting(letter -> text(letter, PoisonRecords.CASE))
                            .containsExactlyInAnyOrderElementsOf(poison.byName.keySet());
                });
    }

    private void everyLetterIsWhole() throws Exception {
        for (ConsumerRecord<byte[], byte[]> letter : letters()) {
            ProducerRecord<byte[], byte[]> source =
                    poison.byName.get(text(letter, PoisonRecords.CASE));
            assertThat(letter.key()).isEqualTo(source.key());
            assertThat(letter.value()).isEqualTo(source.value());
            assertThat(PoisonRecords.ofTheSource(letter.headers()))
                    .containsExactlyElementsOf(PoisonRecords.ofTheSource(source.headers()));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> letters() throws Exception {
        return fixture.raw(RetryLadder.dead(group));
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
                    if (delivery.event().strip().equals("dead")) {
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
                CrashPoints.NONE);
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
}
