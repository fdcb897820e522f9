package steadfast.messaging;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.retry.RetryLadder;
import steadfast.testkit.TestRecord;

/**
 * Instances come and go while records wait on their rungs. The clock is the test's: a record is due
 * when the test says so, however long the machine takes.
 */
@Tag("long")
class RebalanceWhileRecordsWaitTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int RUNG_PARTITIONS = 4;

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final SettableClock clock = new SettableClock(Instant.now());
    private final Map<String, List<Instant>> calls = new ConcurrentHashMap<>();
    private final String group = fixture.newName("group");

    /** Rungs of an hour, and up to an hour of chance, on which much or little finds room. */
    private static final class HourLongRungs extends TestConfig {

        private final int maxWaiting;

        HourLongRungs(int maxWaiting) {
            this.maxWaiting = maxWaiting;
        }

        @Override
        public List<Duration> delays() {
            return List.of(Duration.ofHours(1), Duration.ofHours(1));
        }

        @Override
        public Duration jitter() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration longest() {
            return Duration.ofHours(2);
        }

        @Override
        public int partitions() {
            return RUNG_PARTITIONS;
        }

        @Override
        public int maxWaiting() {
            return maxWaiting;
        }
    }

    @Test
    void aPartitionThatIsRevokedWhilePausedAndComesBackGoesOn() throws Exception {
        int records = 1_500;
        String topic = fixture.newTopic(1);
        fixture.send(topic, records, records);
        TestConfig littleRoom = new HourLongRungs(100);

        try (Engine.Running _ = start(topic, littleRoom)) {
            awaitWaiting(1, records);
            awaitPartitionsByMember(List.of(8L));
            await("a full waiting room").atMost(LIMIT).until(this::fetchesNothing);
            try (Engine.Running _ = start(topic, littleRoom)) {
                awaitPartitionsByMember(List.of(4L, 4L));
            }
            awaitPartitionsByMember(List.of(8L));
            assertThat(calls).hasSize(records);
            await("full again").atMost(LIMIT).until(this::fetchesNothing);
            clock.advance(Duration.ofHours(2));
            awaitCalls(2 * records);
            awaitWaiting(2, records / 5);
            clock.advance(Duration.ofHours(2));
            awaitCalls(2 * records + records / 5);
        }

        everyAttemptWasOnceAndNoneEarly(records);
    }

    @Test
    @SuppressWarnings("try") // some leave before the others
    void fiveThousandThatWaitAreEachHandledOnceAnAttemptWhileInstancesComeAndGo() throws Exception {
        int records = 5_000;
        String topic = fixture.newTopic(2);
        TestConfig config = new HourLongRungs(20_000);
        fixture.send(topic, records, records);

        Engine.Running first = start(topic, config);
        awaitWaiting(1, records);
        clock.advance(Duration.ofMinutes(61));
        try (Engine.Running second = start(topic, config)) {
            awaitPartitionsByMember(List.of(4L, 4L));
            clock.advance(Duration.ofMinutes(15));
            try (Engine.Running _ = start(topic, config)) {
                clock.advance(Duration.ofMinutes(5));
                awaitPartitionsByMember(List.of(2L, 3L, 3L));
                clock.advance(Duration.ofMinutes(10));
                first.close();
                clock.advance(Duration.ofMinutes(10));
                awaitPartitionsByMember(List.of(4L, 4L));
            }
            clock.advance(Duration.ofMinutes(10));
            try (Engine.Running _ = start(topic, config)) {
                second.close();
                clock.advance(Duration.ofHours(1));
                awaitWaiting(2, records / 5);
                clock.advance(Duration.ofHours(2));
                awaitCalls(2 * records + records / 5);
            }
        } finally {
            first.close();
        }

        everyAttemptWasOnceAndNoneEarly(records);
    }

    /** Each fails once, every fifth twice. */
    private Outcome handle(Delivery<String> delivery) {
        calls.computeIfAbsent(
                        delivery.event() + "/" + delivery.attempt(),
                        _ -> new CopyOnWriteArrayList<>())
                .add(clock.instant());
        int failures = Integer.parseInt(delivery.event()) % 5 == 0 ? 2 : 1;
        return delivery.attempt() <= failures
                ? new Outcome.Retry("planted", "by its number")
                : Outcome.DONE;
    }

    private Engine.Running start(String topic, TestConfig config) throws Exception {
        return fixture.engine(clock)
                .start(
                        Engine.subscription(
                                group, topic, new Subscription.Mode.Concurrent(50), this::handle),
                        new Engine.SideFaults(CrashPoints.NONE, CrashPoints.NONE),
                        config,
                        (_, waiting) -> waiting);
    }

    private void everyAttemptWasOnceAndNoneEarly(int records) {
        assertThat(calls).hasSize(2 * records + records / 5);
        assertThat(calls.entrySet()).allSatisfy(call -> assertThat(call.getValue()).hasSize(1));
        for (int rung = 1; rung <= 2; rung++) {
            int attempt = rung + 1;
            Map<String, Instant> due =
                    fixture.records.all(RetryLadder.retry(group, rung)).stream()
                            .collect(
                                    toMap(
                                            TestRecord::value,
                                            copy ->
                                                    Instant.parse(
                                                            copy.headers().get("retry-due-at"))));
            due.forEach((value, at) ->
                    assertThat(calls.get(value + "/" + attempt).getFirst())
                            .as("%s, attempt %d", value, attempt)
                            .isAfterOrEqualTo(at));
        }
        assertThat(fixture.records.all(RetryLadder.dead(group))).isEmpty();
    }

    /** The poll thread sits out the time in which every partition is paused. */
    private boolean fetchesNothing() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(group + ".retry-poll"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame ->
                        frame.getClassName().equals(StopSignal.class.getName())
                                && frame.getMethodName().equals("pause"));
    }

    private void awaitWaiting(int rung, int count) {
        await(count + " on rung " + rung)
                .atMost(LIMIT)
                .until(() -> fixture.records.all(RetryLadder.retry(group, rung)).size() == count);
    }

    private void awaitCalls(int count) {
        await(count + " calls").atMost(LIMIT).until(() -> calls.size() == count);
    }

    private void awaitPartitionsByMember(List<Long> expected) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            await("partitions by member " + expected)
                    .atMost(LIMIT)
                    .until(() ->
                            admin
                                    .describeConsumerGroups(List.of(group + ".retry"))
                                    .all()
                                    .get()
                                    .get(group + ".retry")
                                    .members()
                                    .stream()
                                    .map(member ->
                                            (long) member.assignment().topicPartitions().size())
                                    .sorted()
                                    .toList()
                                    .equals(expected));
        }
    }
}
