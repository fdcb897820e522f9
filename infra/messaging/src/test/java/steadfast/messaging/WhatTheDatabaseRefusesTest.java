package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/**
 * An outage costs no letter and no attempt; a record that the database refuses costs nobody else
 * anything.
 */
@Tag("long")
class WhatTheDatabaseRefusesTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String BAD = "7";

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");

    enum Mode {
        TOGETHER,
        EACH_ALONE;

        Subscription.Mode ofSubscription() {
            return switch (this) {
                case TOGETHER -> new Subscription.Mode.Transactional(500);
                case EACH_ALONE -> new Subscription.Mode.Concurrent(20);
            };
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "21000 | select (select 1 union all select 2)",
                "54000 | select repeat('x', 1200000000)",
                "P0001 | do $$ begin raise exception 'refused by a trigger'; end $$",
                "22012 | select 1 / 0",
                "23514 | insert into only_positive values (-1)",
            })
    void aRecordThatTheDatabaseRefusesEndsOnTheLadderAndTheOthersComplete(
            String sqlState, String statement) throws Exception {
        String topic = fixture.newTopic(1);
        fixture.execute("create table if not exists only_positive (n int check (n > 0))");
        fixture.send(topic, 50, 50);
        Queue<String> states = new ConcurrentLinkedQueue<>();
        Handler<String> handler =
                delivery -> {
                    if (delivery.event().equals(BAD)) {
                        try {
                            run(statement);
                        } catch (SQLException e) {
                            states.add(e.getSQLState());
                            throw e;
                        }
                    }
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(topic, Mode.TOGETHER, handler)) {
            await().atMost(LIMIT).until(() -> effects() == 49 && dead().size() == 1);
        }

        assertThat(dead().getFirst().value()).isEqualTo(BAD);
        assertThat(retried()).extracting(TestRecord::value).containsExactly(BAD);
        assertThat(states).containsOnly(sqlState);
    }

    @Test
    void aRecordOfWhichOnlyTheAbortedTransactionIsSeenEndsOnTheLadderOnceOthersWritesSucceed()
            throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 50, 50);
        Handler<String> handler =
                delivery -> {
                    if (delivery.event().equals(BAD)) {
                        throw new SQLException("current transaction is aborted", "25P02");
                    }
                    fixture.recordEffect(group, delivery);
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(topic, Mode.TOGETHER, handler)) {
            await().atMost(LIMIT).until(() -> effects() == 49 && !retried().isEmpty());
        }

        assertThat(retried()).extracting(TestRecord::value).containsExactly(BAD);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDatabaseThatOnlyReadsIsWaitedForAndCostsNoLetterAndNoAttempt(Mode mode) throws Exception {
        String topic = fixture.newTopic(1);
        String table = newTable();
        String role = "writer_" + table;
        fixture.execute("create role %1$s login superuser".formatted(role));
        LocalTransactions transactions =
                new LocalTransactions(
                        fixture.database.jdbcUrl().replace("user=postgres", "user=" + role));
        readOnly(role, true);
        fixture.send(topic, 20, 20);
        AtomicInteger refused = new AtomicInteger();
        Handler<String> handler =
                delivery -> {
                    try {
                        inOwn(
                                transactions,
                                mode,
                                "insert into %s values ('%s')".formatted(table, delivery.event()));
                    } catch (SQLException e) {
                        refused.incrementAndGet();
                        throw e;
                    }
                    return Outcome.DONE;
                };

        try (Engine.Running _ =
                new Engine(
                                fixture.clients,
                                transactions.access(),
                                fixture.meters,
                                Clock.systemUTC())
                        .start(
                                subscription(topic, mode, handler),
                                NO_FAULTS,
                                new TestConfig(),
                                (_, all) -> all)) {
            await().atMost(LIMIT).until(() -> refused.get() >= 12);
            assertThat(dead()).isEmpty();
            assertThat(retried()).isEmpty();
            readOnly(role, false);
            await().atMost(LIMIT).until(() -> fixture.count("select count(*) from " + table) == 20);
        }

        assertThat(dead()).isEmpty();
        assertThat(retried()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aTableThatIsMissingIsWaitedForAndTheLoopIsNotReady(Mode mode) throws Exception {
        String topic = fixture.newTopic(1);
        String table = newTable();
        fixture.execute("alter table %1$s rename to %1$s_away".formatted(table));
        fixture.send(topic, 20, 20);
        Handler<String> handler =
                delivery -> {
                    inOwn(
                            fixture.local,
                            mode,
                            "insert into %s values ('%s')".formatted(table, delivery.event()));
                    return Outcome.DONE;
                };

        try (Engine.Running running = start(topic, mode, handler)) {
            await().atMost(LIMIT)
                    .until(() -> running.first().whyNotReady().orElse("").contains(table));
            assertThat(dead()).isEmpty();
            fixture.execute("alter table %1$s_away rename to %1$s".formatted(table));
            await().atMost(LIMIT).until(() -> fixture.count("select count(*) from " + table) == 20);
            await().atMost(LIMIT).until(() -> running.first().whyNotReady().isEmpty());
        }

        assertThat(dead()).isEmpty();
        assertThat(retried()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aUniqueKeyThatAnotherWriterTookAMomentAgoIsTriedOnceMore(Mode mode) throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 1, 1);
        AtomicInteger calls = new AtomicInteger();
        Handler<String> handler =
                _ -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new SQLException("duplicate key", "23505");
                    }
                    return Outcome.DONE;
                };

        try (Engine.Running _ = start(topic, mode, handler)) {
            await().atMost(LIMIT).until(() -> calls.get() == 2);
        }

        assertThat(retried()).isEmpty();
        assertThat(dead()).isEmpty();
    }

    private static final Engine.SideFaults NO_FAULTS =
            new Engine.SideFaults(CrashPoints.NONE, CrashPoints.NONE);

    private String newTable() {
        String table = fixture.newName("written").replace('-', '_');
        fixture.execute("create table %s (event text primary key)".formatted(table));
        return table;
    }

    /** As after a failover: what is connected, and what connects, only reads. */
    private void readOnly(String role, boolean on) {
        fixture.execute(
                """
                alter role %1$s set default_transaction_read_only = %2$s;
                select pg_terminate_backend(pid) from pg_stat_activity where usename = '%1$s';
                """
                        .formatted(role, on ? "on" : "off"));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = fixture.inCurrent().createStatement()) {
            statement.execute(sql);
        }
    }

    /** In the shared transaction, or in one of the handler's own. */
    private static void inOwn(LocalTransactions transactions, Mode mode, String sql)
            throws SQLException {
        if (mode == Mode.TOGETHER) {
            execute(transactions.current(), sql);
            return;
        }
        try (Connection connection = transactions.connect()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Engine.Running start(String topic, Mode mode, Handler<String> handler)
            throws Exception {
        return fixture.start(subscription(topic, mode, handler), CrashPoints.NONE);
    }

    private Subscription<String> subscription(String topic, Mode mode, Handler<String> handler) {
        return Engine.subscription(group, topic, mode.ofSubscription(), handler);
    }

    private long effects() {
        return fixture.count("select count(*) from effect where handler = '" + group + "'");
    }

    private List<TestRecord> retried() {
        return fixture.records.all(RetryLadder.retry(group, 1));
    }

    private List<TestRecord> dead() {
        return fixture.records.all(RetryLadder.dead(group));
    }
}
