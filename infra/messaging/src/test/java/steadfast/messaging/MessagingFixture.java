package steadfast.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.loop.CrashPoints;
import steadfast.testkit.TestBroker;
import steadfast.testkit.TestDatabase;
import steadfast.testkit.TestRecords;

/**
 * One broker and one database for all tests of the engine; each test has topics and a group of its
 * own.
 */
public final class MessagingFixture {

    public static final MessagingFixture SHARED = new MessagingFixture();

    public final TestBroker broker = TestBroker.start();
    public final TestDatabase database = TestDatabase.start();
    public final TestRecords records = TestRecords.at(broker.bootstrapServers());
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final KafkaClients clients =
            new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), meters);
    final LocalTransactions local = new LocalTransactions(database.jdbcUrl());
    public final AtomicInteger transactions = local.begun;
    private final AtomicInteger names = new AtomicInteger();

    private MessagingFixture() {
        execute(
                """
                create table effect (handler text not null, key text not null, event_id uuid not null);
                create table at_commit (key text primary key,
                    even int, constraint fails_at_commit unique (even) deferrable initially deferred);
                """);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            records.close();
                            broker.close();
                            database.close();
                        }));
    }

    public String newName(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    public String newTopic(int partitions) throws Exception {
        String topic = newName("topic");
        new TopicSetup(clients, (short) 1)
                .ensure(List.of(new TopicSpec(topic, partitions, Map.of())));
        return topic;
    }

    public Engine.Running start(Subscription<?> subscription, CrashPoints crashPoints)
            throws Exception {
        return start(subscription, crashPoints, new TestConfig(), (_, waiting) -> waiting);
    }

    public Engine.Running start(
            Subscription<?> subscription,
            CrashPoints crashPoints,
            TestConfig config,
            ParkingGate gate)
            throws Exception {
        return engine(Clock.systemUTC())
                .start(subscription, new Engine.SideFaults(crashPoints, crashPoints), config, gate);
    }

    /** Starts a group of more than one subscription. */
    public Engine.Running start(ConsumerGroup group) throws Exception {
        return engine(Clock.systemUTC())
                .start(
                        group,
                        new Engine.SideFaults(CrashPoints.NONE, CrashPoints.NONE),
                        new TestConfig(),
                        (_, waiting) -> waiting);
    }

    Engine engine(Clock clock) {
        return new Engine(clients, local.access(), meters, clock);
    }

    /** Sends numbers from 0, dealt out to the keys; the events' IDs. */
    public List<UUID> send(String topic, int count, int keys) throws Exception {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(known(topic, "key-" + i % keys, String.valueOf(i)));
        }
        sendAll(all);
        return all.stream()
                .map(record -> CloudEventHeaders.text(record.headers(), CloudEventHeaders.ID))
                .map(UUID::fromString)
                .toList();
    }

    /** Sends them all and waits until the broker has them. */
    public void sendAll(List<ProducerRecord<byte[], byte[]>> all) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = newProducer()) {
            for (ProducerRecord<byte[], byte[]> record : all) {
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /**
     * Not idempotent: such a producer can wedge on a topic made a moment ago, and tests make many.
     */
    KafkaProducer<byte[], byte[]> newProducer() {
        return newProducer(Map.of());
    }

    /** The same with more settings. */
    public KafkaProducer<byte[], byte[]> newProducer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("linger.ms", 5);
        settings.put("enable.idempotence", false);
        settings.put("max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static ProducerRecord<byte[], byte[]> known(String topic, String key, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        key.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
        OutboxMessage message =
                new OutboxMessage(
                        UUID.randomUUID(),
                        Clock.systemUTC().instant(),
                        topic,
                        key,
                        "Known",
                        record.value());
        CloudEventHeaders.add(record.headers(), message, "/test");
        return record;
    }

    /** As {@link #known}, on this very partition and with a key of its own. */
    public static ProducerRecord<byte[], byte[]> knownAt(
            String topic, int partition, String value) {
        ProducerRecord<byte[], byte[]> record = known(topic, value, value);
        return new ProducerRecord<>(
                topic, partition, record.key(), record.value(), record.headers());
    }

    public void sendRaw(ProducerRecord<byte[], byte[]> record) throws Exception {
        sendAll(List.of(record));
    }

    /** Every record that the topic holds now, to the byte. */
    public List<ConsumerRecord<byte[], byte[]>> raw(String topic) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        TopicSnapshot.now(clients, "test", topic).read(all::addAll);
        return all;
    }

    public void recordEffect(String handler, Delivery<?> delivery) throws SQLException {
        try (PreparedStatement insert =
                inCurrent().prepareStatement("insert into effect values (?, ?, ?)")) {
            insert.setString(1, handler);
            insert.setString(2, delivery.key());
            insert.setObject(3, delivery.eventId());
            insert.executeUpdate();
        }
    }

    public Connection inCurrent() {
        return local.current();
    }

    Connection connect() throws SQLException {
        return local.connect();
    }

    public long count(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
