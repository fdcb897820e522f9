package steadfast.messaging.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.database.UnmetNeed;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.Engine;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.testkit.TestBroker;
import steadfast.testkit.TestDatabase;

@Tag("long")
class AStartWaitsOrEndsTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static TestBroker broker;
    private static TestDatabase server;

    private final String service = "/starting-" + NAMES.incrementAndGet();
    private final AtomicInteger refusals = new AtomicInteger();

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        server = TestDatabase.start();
    }

    @AfterAll
    static void close() {
        broker.close();
        server.close();
    }

    @Test
    void aSecondShopOnOneKafkaEndsAtOnceAndTheFirstGoesOn() throws Exception {
        DataSource first = newDatabase();
        DataSource second = newDatabase();
        await().atMost(LIMIT).until(needs(first, Map.of())::met);

        StartNeeds refused = needs(second, Map.of());

        assertThat(refused.met()).isFalse();
        assertThat(refused.met()).isFalse();
        assertThat(refusals).hasValue(1);
        assertThat(refused.unmet())
                .singleElement()
                .satisfies(need ->
                        assertThat(need.sentence()).contains("belong to another shop", service));
        await().atMost(LIMIT).until(needs(first, Map.of())::met);
    }

    @Test
    void aDatabaseThatWasRestoredIsTheSameShop() throws Exception {
        DataSource first = newDatabase();
        await().atMost(LIMIT).until(needs(first, Map.of())::met);
        String copy = "copy" + NAMES.incrementAndGet();
        String original = ((PGSimpleDataSource) first).getDatabaseName();
        execute(server.jdbcUrl(), "create database %s template %s".formatted(copy, original));

        await().atMost(LIMIT).until(needs(dataSource(copy), Map.of())::met);
    }

    @Test
    void migratingTwiceLeavesTheIdentity() throws Exception {
        DataSource database = newDatabase();
        var before = DatabaseIdentity.read(database);

        migrate(database);

        assertThat(DatabaseIdentity.read(database)).isEqualTo(before);
    }

    @Test
    void aSettingThatAClientRefusesEndsIt() throws Exception {
        StartNeeds needs = needs(newDatabase(), Map.of("session.timeout.ms", "45000"));

        assertThat(needs.met()).isFalse();
        assertThat(refusals).hasValue(1);
        assertThat(needs.unmet().getFirst().sentence()).contains("KAFKA_SESSION_TIMEOUT_MS");
    }

    @Test
    void copiesThatCantBeMadeAreWaitedFor() throws Exception {
        StartNeeds needs = needs(newDatabase(), Map.of(), (short) 3);

        assertThat(needs.met()).isFalse();
        assertThat(refusals).hasValue(0);
        assertThat(needs.unmet())
                .singleElement()
                .satisfies(need -> assertThat(need.cure()).isEqualTo(UnmetNeed.Cure.FROM_OUTSIDE));
    }

    @Test
    void aBrokerThatIsAwayIsNoNeedAndIsWaitedFor() throws Exception {
        StartNeeds needs =
                needs(
                        newDatabase(),
                        Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "2000"));
        broker.pause();
        boolean metWithout;
        List<UnmetNeed> unmetWithout;
        try {
            metWithout = needs.met();
            unmetWithout = needs.unmet();
        } finally {
            broker.resume();
        }

        await().atMost(LIMIT).until(needs::met);

        assertThat(metWithout).isFalse();
        assertThat(unmetWithout).isEmpty();
        assertThat(refusals).hasValue(0);
    }

    @Test
    void aLadderOfBeforeEndsTheStartUntilItIsDrained() throws Exception {
        String group = "group" + NAMES.incrementAndGet();
        TopicSpec old = new TopicSpec(group + ".orders.retry-1", 1, Map.of());
        KafkaClients clients = clients(Map.of());
        create(clients, List.of(old), (short) 1);
        DataSource database = newDatabase();
        List<ConsumerGroup> groups = List.of(consumers(group, "orders"));

        StartNeeds needs = needs(database, clients, (short) 1, groups);
        assertThat(needs.met()).isFalse();
        assertThat(refusals).hasValue(1);
        assertThat(needs.unmet())
                .singleElement()
                .satisfies(need -> {
                    assertThat(need.sentence()).contains(old.name(), "infra/run drain");
                    assertThat(need.chinese()).contains(old.name(), "infra/run drain");
                    assertThat(need.cure()).isEqualTo(UnmetNeed.Cure.NEW_START);
                });

        try (Admin admin = clients.admin()) {
            admin.deleteTopics(List.of(old.name())).all().get();
        }
        StartNeeds afterwards = needs(database, clients, (short) 1, groups);
        await().atMost(Duration.ofSeconds(30)).until(afterwards::met);
        assertThat(refusals).hasValue(1);
    }

    private static ConsumerGroup consumers(String group, String topic) {
        return new ConsumerGroup(
                group,
                List.of(
                        Engine.subscription(
                                group,
                                topic,
                                new Subscription.Mode.Concurrent(1),
                                _ -> Outcome.DONE)));
    }

    private StartNeeds needs(DataSource database, Map<String, Object> settings) {
        return needs(database, settings, (short) 1);
    }

    private StartNeeds needs(DataSource database, Map<String, Object> settings, short copies) {
        return needs(database, clients(settings), copies, List.of());
    }

    private static KafkaClients clients(Map<String, Object> settings) {
        Map<String, Object> connection = new HashMap<>(settings);
        connection.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaClients(connection, GroupProtocol.CONSUMER, new SimpleMeterRegistry());
    }

    private StartNeeds needs(
            DataSource database, KafkaClients clients, short copies, List<ConsumerGroup> groups) {
        TopicSpec own = new TopicSpec("topic" + NAMES.incrementAndGet(), 1, Map.of());
        return new StartNeeds(
                clients,
                new StartNeeds.Service(
                        service,
                        Optional.of(database),
                        Optional.empty(),
                        Set.of(TopicOwner.TOPIC, own),
                        groups),
                topics -> create(clients, topics, copies),
                refusals::incrementAndGet);
    }

    private static void create(KafkaClients clients, Collection<TopicSpec> topics, short copies)
            throws InterruptedException, ExecutionException {
        try (Admin admin = clients.admin()) {
            Set<String> existing = new HashSet<>(admin.listTopics().names().get());
            for (TopicSpec topic : topics) {
                if (!existing.contains(topic.name())) {
                    admin.createTopics(
                                    List.of(
                                            new NewTopic(topic.name(), topic.partitions(), copies)
                                                    .configs(topic.settings())))
                            .all()
                            .get();
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static DataSource newDatabase() throws Exception {
        String name = "shop" + NAMES.incrementAndGet();
        execute(server.jdbcUrl(), "create database " + name);
        DataSource dataSource = dataSource(name);
        migrate(dataSource);
        return dataSource;
    }

    private static DataSource dataSource(String name) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setDatabaseName(name);
        return dataSource;
    }

    private static void migrate(DataSource dataSource) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    Files.readString(
                            Path.of("src/main/resources/db/messaging/R__database_identity.sql")));
        }
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
