package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.testkit.TestRecord;

class OutboxRelayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MessagingFixture fixture = MessagingFixture.SHARED;

    @BeforeEach
    void createTable() throws Exception {
        fixture.execute("drop table if exists outbox");
        fixture.execute(
                Files.readString(Path.of("src/main/resources/db/messaging/V0001__outbox.sql")));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        fixture.execute("drop table outbox");
    }

    @Test
    void everyKeyKeepsItsOrderWithTwoRelaysAndOvertakingCommitters() throws Exception {
        String topic = fixture.newTopic(3);
        try (OutboxRelay _ = relay(Faults.NONE);
                OutboxRelay _ = relay(Faults.NONE)) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                String key = "key-" + writer;
                writers.add(
                        CompletableFuture.runAsync(() -> {
                            for (int number = 0; number < 100; number++) {
                                insert(topic, key, String.valueOf(number));
                            }
                        }));
            }
            writers.forEach(CompletableFuture::join);
            await().atMost(LIMIT).until(this::empty);
        }

        Map<String, List<TestRecord>> byKey =
                fixture.records.all(topic).stream().collect(Collectors.groupingBy(TestRecord::key));
        assertThat(byKey).hasSize(8);
        assertThat(byKey.values())
                .allSatisfy(records ->
                        assertThat(records)
                                .extracting(record -> Integer.parseInt(record.value()))
                                .hasSize(100)
                                .isSorted());
        assertThat(byKey.get("key-0").getFirst().headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "Known")
                .containsEntry("ce_source", "/test")
                .containsKeys("ce_id", "ce_time");
    }

    @Test
    void aCrashBetweenSendAndDeleteSaysTheSameEventsAgainAndLosesNone() throws Exception {
        String topic = fixture.newTopic(1);
        AtomicInteger passes = new AtomicInteger();
        Faults dieOnce =
                step -> {
                    if (step == Faults.Step.OUTBOX_SENT && passes.incrementAndGet() == 1) {
                        throw new IllegalStateException("planted");
                    }
                };
        for (int number = 0; number < 50; number++) {
            insert(topic, "key", String.valueOf(number));
        }

        try (OutboxRelay _ = relay(dieOnce)) {
            await().atMost(LIMIT).until(this::empty);
        }

        List<TestRecord> records = fixture.records.all(topic);
        assertThat(records).hasSize(100);
        assertThat(records.stream().map(TestRecord::id).distinct()).hasSize(50);
    }

    @Test
    void aRowThatNoBrokerTakesStopsOnlyItsKey() throws Exception {
        String topic = fixture.newTopic(1);
        insert(topic, "bad", "x".repeat(KafkaClients.MAX_REQUEST_BYTES));
        insert(topic, "bad", "behind the bad one");
        for (int number = 0; number < 20; number++) {
            insert(topic, "good-" + number, "good");
        }

        try (OutboxRelay _ = relay(Faults.NONE)) {
            await().atMost(LIMIT).until(() -> fixture.count("select count(*) from outbox") == 2);
        }

        assertThat(fixture.records.all(topic))
                .hasSize(20)
                .extracting(TestRecord::value)
                .containsOnly("good");
    }

    private OutboxRelay relay(Faults faults) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(fixture.database.jdbcUrl());
        OutboxRelay relay =
                new OutboxRelay(
                        dataSource,
                        fixture.clients,
                        new OutboxSignal(),
                        new TestConfig(),
                        fixture.meters,
                        faults);
        relay.start();
        return relay;
    }

    private boolean empty() {
        return fixture.count("select count(*) from outbox") == 0;
    }

    private void insert(String topic, String key, String value) {
        try (Connection connection = fixture.connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into outbox (event_id, occurred_at, topic, record_key, type, value) values (?, ?, ?, ?, 'Known', ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, Instant.EPOCH.atOffset(ZoneOffset.UTC));
            insert.setString(3, topic);
            insert.setString(4, key);
            insert.setBytes(5, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
