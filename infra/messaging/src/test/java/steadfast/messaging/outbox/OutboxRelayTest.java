package steadfast.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.OutboxFixture;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.loop.CrashPoints;
import steadfast.testkit.TestRecord;

class OutboxRelayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final OutboxFixture outbox = new OutboxFixture(fixture);

    @BeforeEach
    void createTable() throws Exception {
        outbox.createTable();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        outbox.dropTable();
    }

    @Test
    @Tag("long")
    void everyKeyKeepsItsOrderWithTwoRelaysAndOvertakingCommitters() throws Exception {
        String topic = fixture.newTopic(3);
        try (OutboxRelay _ = outbox.startRelay(CrashPoints.NONE);
                OutboxRelay _ = outbox.startRelay(CrashPoints.NONE)) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                String key = "key-" + writer;
                writers.add(
                        CompletableFuture.runAsync(() -> {
                            for (int number = 0; number < 100; number++) {
                                outbox.insert(topic, key, String.valueOf(number));
                            }
                        }));
            }
            writers.forEach(CompletableFuture::join);
            await().atMost(LIMIT).until(outbox::empty);
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
        CrashPoints dieOnce =
                step -> {
                    if (step == CrashPoints.Step.OUTBOX_SENT && passes.incrementAndGet() == 1) {
                        throw new IllegalStateException("planted");
                    }
                };
        for (int number = 0; number < 50; number++) {
            outbox.insert(topic, "key", String.valueOf(number));
        }

        try (OutboxRelay _ = outbox.startRelay(dieOnce)) {
            await().atMost(LIMIT).until(outbox::empty);
        }

        List<TestRecord> records = fixture.records.all(topic);
        assertThat(records).hasSize(100);
        assertThat(records.stream().map(TestRecord::id).distinct()).hasSize(50);
    }

    @Test
    void aRowThatNoBrokerTakesStopsOnlyItsKey() throws Exception {
        String topic = fixture.newTopic(1);
        outbox.insert(topic, "bad", "x".repeat(KafkaClients.MAX_REQUEST_BYTES));
        outbox.insert(topic, "bad", "behind the bad one");
        for (int number = 0; number < 20; number++) {
            outbox.insert(topic, "good-" + number, "good");
        }

        try (OutboxRelay _ = outbox.startRelay(CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> outbox.rows() == 2);
        }

        assertThat(fixture.records.all(topic))
                .hasSize(20)
                .extracting(TestRecord::value)
                .containsOnly("good");
    }

    @Test
    void aDatabaseThatOnlyReadsGetsNoBatchSentMoreThanTwice() throws Exception {
        String topic = fixture.newTopic(1);
        for (int number = 0; number < 50; number++) {
            outbox.insert(topic, "key-" + number, String.valueOf(number));
        }
        fixture.execute("create role relay login superuser password 'relay'");
        AtomicInteger batches = new AtomicInteger();
        CrashPoints becomeReadOnlyOnce =
                step -> {
                    if (step == CrashPoints.Step.OUTBOX_SENT && batches.incrementAndGet() == 1) {
                        readOnly(true);
                    }
                };
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(fixture.database.jdbcUrl());
        dataSource.setUser("relay");
        dataSource.setPassword("relay");

        try (OutboxRelay _ = outbox.startRelay(dataSource, becomeReadOnlyOnce)) {
            await().atMost(LIMIT).until(() -> batches.get() == 1);
            await().during(Duration.ofSeconds(5)).atMost(LIMIT).until(() -> batches.get() == 1);
            readOnly(false);
            await().atMost(LIMIT).until(outbox::empty);
        }

        assertThat(batches).hasValue(1);
        assertThat(fixture.records.all(topic)).hasSize(50);
    }

    private void readOnly(boolean on) {
        fixture.execute(
                """
                alter role relay set default_transaction_read_only = %s;
                select pg_terminate_backend(pid) from pg_stat_activity where usename = 'relay';
                """
                        .formatted(on ? "on" : "off"));
    }
}
