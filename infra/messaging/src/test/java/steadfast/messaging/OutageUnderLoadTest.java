package steadfast.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/** The broker or the database goes away under load and comes back: nobody has to do anything. */
@Tag("long")
class OutageUnderLoadTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(6);

    /** Longer than a producer tries: what it has given up must be sent again. */
    private static final Duration PAST_THE_DELIVERY_TIMEOUT = Duration.ofSeconds(12);

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Three for each of the nine halvings that make one of five hundred. */
    private static final int TRIES_OF_HALVINGS = 3 * 9;

    /** More than either group handles in the 100 ms between two commits. */
    private static final int SINCE_THE_LAST_COMMIT = 500;

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
    void aDatabaseThatIsAwayForSixSecondsIsWaitedForInPlace() throws Exception {
        databaseIsAway(SHORT);
    }

    @Test
    void aDatabaseThatIsAwayForTwentySecondsIsWaitedForInPlace() throws Exception {
        databaseIsAway(LONG);
    }

    @Test
    void aBrokerThatIsAwayForTwelveSecondsLosesNothing() throws Exception {
        brokerIsAway(PAST_THE_DELIVERY_TIMEOUT);
    }

    @Test
    void aBrokerThatIsAwayForTwentySecondsLosesNothing() throws Exception {
        brokerIsAway(LONG);
    }

    private void databaseIsAway(Duration length) throws Exception {
        try (LoadedPipeline pipeline = new LoadedPipeline(fixture, outbox)) {
            pipeline.start();
            fixture.database.pause();
            try (Expense expense = new Expense()) {
                int calls = pipeline.concurrent.calls().get();
                int connects = pipeline.poolConnects.get();
                int transactions = fixture.transactions.get();
                await().atMost(LIMIT).pollDelay(length).until(() -> true);

                // The lag shows, because nobody has left the group nor committed past the wait.
                assertThat(lag(pipeline, pipeline.transactional)).isPositive();
                assertThat(lag(pipeline, pipeline.concurrent)).isPositive();
                assertThat(members(pipeline.transactional)).isEqualTo(1);
                assertThat(members(pipeline.concurrent)).isEqualTo(1);
                // Both sides of a group wait, each record with a back-off of its own.
                int tries = 2 * tries(length);
                assertThat(pipeline.concurrent.calls().get() - calls)
                        .isLessThanOrEqualTo(LoadedPipeline.IN_FLIGHT * tries);
                // A batch is halved down to one record, three tries each time.
                assertThat(fixture.transactions.get() - transactions)
                        .isLessThanOrEqualTo(2 * (tries(length) + TRIES_OF_HALVINGS));
                // The relay and the writer ask once or a few times a second.
                assertThat(pipeline.poolConnects.get() - connects)
                        .isLessThanOrEqualTo(
                                LoadedPipeline.IN_FLIGHT * tries + 8 * (int) length.toSeconds());
                assertThat(expense.logLines())
                        .isLessThanOrEqualTo(
                                LoadedPipeline.IN_FLIGHT * tries
                                        + 2 * TRIES_OF_HALVINGS
                                        + 20 * (int) length.toSeconds());
                assertThat(expense.ourProcessors()).as(expense::busiest).isLessThan(0.7);
            } finally {
                fixture.database.resume();
            }
            everythingHappensExactlyOnce(pipeline);
            // A commit whose answer was lost: of each, at most what was being committed.
            assertThat(pipeline.transactional.repeats().get())
                    .isLessThanOrEqualTo(LoadedPipeline.BATCH);
            assertThat(pipeline.concurrent.repeats().get())
                    .isLessThanOrEqualTo(LoadedPipeline.IN_FLIGHT);
        }
    }

    private void brokerIsAway(Duration length) throws Exception {
        try (LoadedPipeline pipeline = new LoadedPipeline(fixture, outbox)) {
            pipeline.start();
            fixture.broker.pause();
            int concurrent = pipeline.concurrent.calls().get();
            int transactional = pipeline.transactional.calls().get();
            try (Expense expense = new Expense()) {
                await().atMost(LIMIT).pollDelay(length).until(() -> true);

                // What cannot be told waits where everybody can count it.
                assertThat(outbox.rows()).isGreaterThan(10 * length.toSeconds());
                // Everybody is in the same position, so nobody is taken off the balancer.
                assertThat(pipeline.whyNotReady()).isEmpty();
                // What is in memory is handled, each once, and then nothing more.
                assertThat(pipeline.concurrent.repeats().get()).isZero();
                assertThat(pipeline.transactional.repeats().get()).isZero();
                assertThat(expense.logLines()).isLessThanOrEqualTo(150 * (int) length.toSeconds());
                assertThat(expense.ourProcessors()).as(expense::busiest).isLessThan(0.7);
            } finally {
                concurrent = pipeline.concurrent.calls().get() - concurrent;
                transactional = pipeline.transactional.calls().get() - transactional;
                fixture.broker.resume();
            }
            everythingHappensExactlyOnce(pipeline);
            // What could not be committed meanwhile, or shortly before, and nothing else.
            assertThat(pipeline.concurrent.repeats().get())
                    .isLessThanOrEqualTo(concurrent + SINCE_THE_LAST_COMMIT);
            assertThat(pipeline.transactional.repeats().get())
                    .isLessThanOrEqualTo(transactional + SINCE_THE_LAST_COMMIT);
        }
    }

    private void everythingHappensExactlyOnce(LoadedPipeline pipeline) throws Exception {
        await().atMost(LIMIT).pollDelay(Duration.ofSeconds(1)).until(() -> true);
        pipeline.stopWriting();
        await().atMost(LIMIT).until(outbox::empty);
        List<TestRecord> published = fixture.records.all(pipeline.topic);
        Set<UUID> events = new HashSet<>();
        published.forEach(record -> events.add(UUID.fromString(record.id())));
        assertThat(events).containsAll(pipeline.happened);
        for (LoadedPipeline.Watched group : List.of(pipeline.transactional, pipeline.concurrent)) {
            await(group.group())
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> pipeline.effects(group).size() == events.size());
            assertThat(pipeline.effects(group)).isEqualTo(events);
            // One planted failure each: the outage has burnt no attempt.
            assertThat(group.mostAttempts().get()).isEqualTo(2);
            assertThat(fixture.records.all(RetryLadder.dead(group.group()))).isEmpty();
            assertThat(fixture.records.all(RetryLadder.retry(group.group(), 2))).isEmpty();
            await(group.group()).atMost(LIMIT).until(() -> lag(pipeline, group) == 0);
        }
        assertThat(FirstSaid.ofEachKey(published).values())
                .hasSize(LoadedPipeline.KEYS)
                .allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    /** After 100 ms and then ever later, up to 5 s: few, and not more than that for long. */
    private static int tries(Duration length) {
        return 5 + (int) length.toSeconds() / 2;
    }

    private long lag(LoadedPipeline pipeline, LoadedPipeline.Watched group) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < 3; partition++) {
                ends.put(new TopicPartition(pipeline.topic, partition), OffsetSpec.latest());
            }
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(group.group())
                            .partitionsToOffsetAndMetadata()
                            .get();
            long lag = 0;
            for (var end : admin.listOffsets(ends).all().get().entrySet()) {
                OffsetAndMetadata commit = committed.get(end.getKey());
                lag += end.getValue().offset() - (commit == null ? 0 : commit.offset());
            }
            return lag;
        }
    }

    private int members(LoadedPipeline.Watched group) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            return admin.describeConsumerGroups(List.of(group.group()))
                    .all()
                    .get()
                    .get(group.group())
                    .members()
                    .size();
        }
    }
}
