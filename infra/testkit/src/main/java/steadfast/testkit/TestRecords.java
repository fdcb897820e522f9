package steadfast.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Plays the other services for the one under test: sends their events on a real broker, and reads
 * its events. Handles bytes and headers only, so that a test sees what is really sent.
 *
 * <p>Reading always starts at a topic's beginning, so a test never misses earlier records (even if
 * the topic is compacted); tests that share a broker distinguish their records by key.
 */
public final class TestRecords implements AutoCloseable {

    private final Map<String, Object> connection;
    private final Clock clock;
    private final TestTopics topics;
    private final KafkaProducer<byte[], byte[]> producer;

    /** By topic; guarded by itself, as a consumer is for one thread at a time. */
    private final Map<String, TopicReader> readers = new HashMap<>();

    private TestRecords(Map<String, String> connection, Clock clock) {
        this.connection = Map.copyOf(connection);
        this.clock = clock;
        this.topics = new TestTopics(this.connection, clock);
        this.producer =
                new KafkaProducer<>(
                        this.connection, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Connects to the broker at {@code host:port}. */
    public static TestRecords at(String bootstrapServers) {
        return at(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Connects to the broker that a client with these settings reaches. */
    public static TestRecords at(Map<String, String> connection) {
        return new TestRecords(connection, Clock.systemUTC());
    }

    /** Connects to the broker of the application under test, in a {@code @QuarkusTest}. */
    public static TestRecords ofApplication() {
        return at(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    /**
     * Creates the topic unless it exists, and waits until every partition has a leader: a record
     * sent before that can block its producer.
     */
    public void createTopic(String topic, int partitions, Map<String, String> settings) {
        topics.create(topic, partitions, settings);
    }

    /** Creates the topic with the broker's default settings. */
    public void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, Map.of());
    }

    /**
     * Sends an event and waits for the broker's acknowledgement.
     *
     * @return its {@code ce_id}, a new one
     */
    public UUID send(String topic, String key, String type, String json) {
        return send(topic, key, type, json, Map.of());
    }

    /**
     * Sends an event whose headers replace or add to the usual ones: give {@code ce_id} to deliver
     * the same event twice.
     *
     * @return its {@code ce_id}
     */
    public UUID send(
            String topic, String key, String type, String json, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ce_specversion", "1.0");
        all.put("ce_id", UUID.randomUUID().toString());
        all.put("ce_type", type);
        all.put("ce_source", "/steadfast/test");
        all.put("ce_time", clock.instant().toString());
        all.put("content-type", "application/json");
        all.putAll(headers);
        sendBytes(topic, utf8(key), utf8(json), all);
        return UUID.fromString(all.get("ce_id"));
    }

    /** Sends any bytes, also invalid ones, with just these headers, and waits for the broker. */
    public void sendBytes(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, String> headers) {
        topics.withLeaders(topic, clock.instant().plus(TestTopics.BROKER_LIMIT));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, utf8(text)));
        try {
            producer.send(record).get(TestTopics.BROKER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not take the record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the first matching record of the topic, waiting for it; a topic that does not exist
     * yet is waited for too.
     *
     * @throws AssertionError if none comes in time; it lists the records that did come
     */
    public TestRecord await(String topic, Predicate<TestRecord> wanted, Duration timeout) {
        Instant deadline = clock.instant().plus(timeout);
        List<TestRecord> seen;
        synchronized (readers) {
            TopicReader reader = reader(topic, deadline);
            seen = reader.read();
            int next = 0;
            do {
                for (; next < seen.size(); next++) {
                    if (wanted.test(seen.get(next))) {
                        return seen.get(next);
                    }
                }
                reader.readOn(TestTopics.POLL);
            } while (next < seen.size() || clock.instant().isBefore(deadline));
        }
        throw new AssertionError(
                "no such record on %s within %s; there were %d others:%s"
                        .formatted(topic, timeout, seen.size(), listed(seen)));
    }

    /** Returns every record that the topic holds now, in order within each partition. */
    public List<TestRecord> all(String topic) {
        Instant deadline = clock.instant().plus(TestTopics.BROKER_LIMIT);
        synchronized (readers) {
            return toTheEnd(reader(topic, deadline), topic, deadline);
        }
    }

    /** Returns every record of every topic, in order within each partition. */
    public List<TestRecord> everything() {
        Instant deadline = clock.instant().plus(TestTopics.BROKER_LIMIT);
        try (TopicReader reader = new TopicReader(connection, topics.all())) {
            return toTheEnd(reader, "topics", deadline);
        }
    }

    private List<TestRecord> toTheEnd(TopicReader reader, String name, Instant deadline) {
        Map<TopicPartition, Long> ends = reader.ends();
        while (!reader.isAtTheEnd(ends)) {
            if (clock.instant().isAfter(deadline)) {
                throw new AssertionError(name + " cannot be read to the end");
            }
            reader.readOn(TestTopics.POLL);
        }
        return List.copyOf(reader.read());
    }

    /** Returns every record of the topic with this key, in order. */
    public List<TestRecord> all(String topic, String key) {
        return all(topic).stream().filter(record -> key.equals(record.key())).toList();
    }

    @Override
    public void close() {
        synchronized (readers) {
            readers.values().forEach(TopicReader::close);
            readers.clear();
        }
        producer.close(Duration.ofSeconds(5));
        topics.close();
    }

    private TopicReader reader(String topic, Instant deadline) {
        TopicDescription described = topics.withLeaders(topic, deadline);
        TopicReader reader = readers.get(topic);
        if (reader != null && !reader.stillReads(List.of(described))) {
            reader.close();
            reader = null;
        }
        if (reader == null) {
            reader = new TopicReader(connection, List.of(described));
            readers.put(topic, reader);
        }
        return reader;
    }

    private static String listed(List<TestRecord> seen) {
        int shown = Math.min(seen.size(), 20);
        StringBuilder lines = new StringBuilder();
        seen.subList(seen.size() - shown, seen.size())
                .forEach(record -> lines.append("\n  ").append(record));
        return lines.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
