package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.needs.KafkaNeeds;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestBroker;
import steadfast.testkit.TestRecords;

/** A cluster that knows no groups of KIP-848, as one that was upgraded but not finalized. */
@Timeout(180)
@Tag("long")
class ClassicGroupsTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int RECORDS = 600;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static TestBroker broker;
    private static TestRecords records;
    private static LocalTransactions transactions;

    private final String name = "classic-" + NAMES.incrementAndGet();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final Set<String> secondTries = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void start() {
        broker = TestBroker.startOdd(Map.of("group.version", (short) 0), Map.of());
        records = TestRecords.at(broker.bootstrapServers());
        transactions = new LocalTransactions(MessagingFixture.SHARED.database.jdbcUrl());
    }

    @AfterAll
    static void stop() {
        records.close();
        broker.close();
    }

    @Test
    void itsLackOfTheNewProtocolIsSaidInOneSentence() throws Exception {
        KafkaClients clients = clients(GroupProtocol.CONSUMER);

        try (Admin admin = clients.admin()) {
            assertThat(new KafkaNeeds(clients).ofBrokers(admin).unmet())
                    .singleElement()
                    .satisfies(need ->
                            assertThat(need.sentence())
                                    .isEqualTo(
                                            "Kafka at %s does not support groups of the new protocol (KIP-848; its feature group.version is 0 and must be 1): raise it with kafka-features.sh upgrade --feature group.version=1, or set STEADFAST_MESSAGING_GROUP_PROTOCOL=classic."
                                                    .formatted(broker.bootstrapServers())));
        }
    }

    @Test
    void nothingIsMissingForClassicGroups() throws Exception {
        KafkaClients clients = clients(GroupProtocol.CLASSIC);

        try (Admin admin = clients.admin()) {
            assertThat(new KafkaNeeds(clients).ofClients()).isEmpty();
            assertThat(new KafkaNeeds(clients).ofBrokers(admin).unmet()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRecordIsHandledRetriedAndCommittedWhileInstancesComeAndGo(boolean transactional)
            throws Exception {
        KafkaClients clients = clients(GroupProtocol.CLASSIC);
        new TopicSetup(clients, (short) 1).ensure(List.of(new TopicSpec(name, 4, Map.of())));
        Subscription.Mode mode =
                transactional
                        ? new Subscription.Mode.Transactional(50)
                        : new Subscription.Mode.Concurrent(20);
        Subscription<String> subscription =
                Engine.subscription(name, name, mode, this::failingTheFirstTimeForSome);

        Engine.Running first = engine(clients).start(subscription, NO_FAULTS, CONFIG, OPEN);
        send(clients, 0);
        await().atMost(LIMIT).until(() -> handled.size() >= RECORDS / 10);
        try (Engine.Running _ = engine(clients).start(subscription, NO_FAULTS, CONFIG, OPEN)) {
            send(clients, RECORDS);
            await().atMost(LIMIT).until(() -> handled.size() >= RECORDS + RECORDS / 10);
            first.close();
            send(clients, 2 * RECORDS);
            await().atMost(LIMIT).until(() -> committed(clients, name) == 3 * RECORDS);
            await().atMost(LIMIT).until(() -> secondTries.size() == 3 * RECORDS / 50);
        }

        assertThat(handled).isEqualTo(all());
        assertThat(records.all(RetryLadder.dead(name))).isEmpty();
    }

    private Outcome failingTheFirstTimeForSome(Delivery<String> delivery) {
        handled.add(delivery.event());
        if (Integer.parseInt(delivery.event()) % 50 != 0) {
            return Outcome.DONE;
        }
        if (delivery.attempt() == 1) {
            return new Outcome.Retry("planted", "once");
        }
        secondTries.add(delivery.event());
        return Outcome.DONE;
    }

    private static final Engine.SideFaults NO_FAULTS =
            new Engine.SideFaults(CrashPoints.NONE, CrashPoints.NONE);
    private static final TestConfig CONFIG = new TestConfig();
    private static final ParkingGate OPEN = (_, waiting) -> waiting;

    private void send(KafkaClients clients, int from) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaClients.Bound<Producer<byte[], byte[]>> producer = clients.producer()) {
            for (int i = from; i < from + RECORDS; i++) {
                sent.add(
                        producer.client()
                                .send(
                                        MessagingFixture.known(
                                                name, "key-" + i % 40, String.valueOf(i))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static Set<String> all() {
        Set<String> all = new HashSet<>();
        IntStream.range(0, 3 * RECORDS).mapToObj(String::valueOf).forEach(all::add);
        return all;
    }

    private static long committed(KafkaClients clients, String group) throws Exception {
        try (Admin admin = clients.admin()) {
            return admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private static Engine engine(KafkaClients clients) {
        return new Engine(
                clients, transactions.access(), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private static KafkaClients clients(GroupProtocol protocol) {
        return new KafkaClients(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                protocol,
                new SimpleMeterRegistry());
    }
}
