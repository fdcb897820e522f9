package steadfast.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import steadfast.testkit.TestBroker;
import steadfast.testkit.TestDatabase;
import steadfast.testkit.TestRecords;

/**
 * One broker and one database for all tests of the engine; each test has topics and a group of its
 * own.
 */
final class MessagingFixture {

    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();
    static final MessagingFixture SHARED = new MessagingFixture();

    final TestBroker broker = TestBroker.start();
    final TestDatabase database = TestDatabase.start();
    final TestRecords records = TestRecords.at(broker.bootstrapServers());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final KafkaClients clients =
            new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), meters);
    final AtomicInteger transactions = new AtomicInteger();
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

    String newName(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    String newTopic(int partitions) throws Exception {
        String topic = newName("topic");
        new TopicSetup(clients, (short) 1)
                .ensure(List.of(new TopicSpec(topic, partitions, Map.of())));
        return topic;
    }

    /** Both sides of a subscription, as a running service has them. */
    record Running(ConsumerLoop first, ConsumerLoop waiting, RecordSender sender)
            implements AutoCloseable {
        @Override
        public void close() {
            first.close();
            waiting.close();
            sender.close();
        }
    }

    Running start(Subscription<?> subscription, Faults faults) throws Exception {
        return start(subscription, faults, new TestConfig(), (_, waiting) -> waiting);
    }

    Running start(Subscription<?> subscription, Faults faults, TestConfig config, ParkingGate gate)
            throws Exception {
        new TopicSetup(clients, (short) 1).ensure(RetryLadder.topics(subscription, config.retry()));
        RecordSender sender = new RecordSender(clients::producer);
        RetryLadder ladder =
                new RetryLadder(
                        subscription.group(),
                        config.retry(),
                        Clock.systemUTC(),
                        RandomGenerator.getDefault());
        FailureCopies copies =
                new FailureCopies(subscription.group(), ladder, sender, Clock.systemUTC(), meters);
        Running running =
                new Running(
                        loop(subscription, new ConsumerLoop.Side.First(), copies, config, faults),
                        loop(
                                subscription,
                                new ConsumerLoop.Side.Waiting(gate),
                                copies,
                                config,
                                faults),
                        sender);
        running.first().start();
        running.waiting().start();
        return running;
    }

    private ConsumerLoop loop(
            Subscription<?> subscription,
            ConsumerLoop.Side side,
            FailureCopies copies,
            TestConfig config,
            Faults faults) {
        return new ConsumerLoop(
                subscription,
                side,
                copies,
                clients,
                this::inTransaction,
                config,
                meters,
                Clock.systemUTC(),
                faults);
    }

    static Subscription<String> subscription(
            String group, String topic, Subscription.Mode mode, Handler<String> handler) {
        return new Subscription<>(
                group,
                Set.of(topic),
                mode,
                (_, type, value) -> {
                    if (!type.equals("Known")) {
                        throw new IllegalArgumentException("unknown type " + type);
                    }
                    return new String(value, StandardCharsets.UTF_8);
                },
                handler);
    }

    void send(String topic, int count, int keys) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(known(topic, "key-" + i % keys, String.valueOf(i))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /**
     * Not idempotent: such a producer can wedge on a topic made a moment ago, and tests make many.
     */
    private Map<String, Object> producerSettings() {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "linger.ms",
                5,
                "enable.idempotence",
                false,
                "max.in.flight.requests.per.connection",
                1);
    }

    static ProducerRecord<byte[], byte[]> known(String topic, String key, String value) {
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

    void sendRaw(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    /** A transaction on real PostgreSQL; {@link #inCurrent} works inside it. */
    void inTransaction(TransactionRunner.Work work) throws Exception {
        transactions.incrementAndGet();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            CURRENT.set(connection);
            try {
                work.run();
                connection.commit();
            } finally {
                CURRENT.remove();
                connection.rollback();
            }
        }
    }

    void noteEffect(String handler, Delivery<?> delivery) throws SQLException {
        try (PreparedStatement insert =
                CURRENT.get().prepareStatement("insert into effect values (?, ?, ?)")) {
            insert.setString(1, handler);
            insert.setString(2, delivery.key());
            insert.setObject(3, delivery.eventId());
            insert.executeUpdate();
        }
    }

    Connection inCurrent() {
        return CURRENT.get();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl());
    }

    long count(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The defaults, as a running service has them, with a quicker ladder of three rungs. */
    static class TestConfig implements MessagingConfig, RetryConfig {
        @Override
        public RetryConfig retry() {
            return this;
        }

        @Override
        public List<Duration> delays() {
            return List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
        }

        @Override
        public Duration jitter() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration longest() {
            return Duration.ofMillis(850);
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public int maxWaiting() {
            return 20_000;
        }

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public String source() {
            return "/test";
        }

        @Override
        public short replicationFactor() {
            return 1;
        }

        @Override
        public Duration commitInterval() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration stopGrace() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int outboxBatch() {
            return 500;
        }

        @Override
        public Duration outboxPoll() {
            return Duration.ofMillis(100);
        }
    }
}
