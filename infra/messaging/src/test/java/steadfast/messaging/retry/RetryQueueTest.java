package steadfast.messaging.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadfast.messaging.SettableClock;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.offsets.PartitionProgress;

/** Times are the test's own: what is due is handed over, and nothing else, to the millisecond. */
class RetryQueueTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SettableClock clock = new SettableClock(START);
    private final Recorder worker = new Recorder();
    private final RetryQueue room =
            new RetryQueue(
                    "group",
                    worker,
                    (_, waiting) -> waiting,
                    20_000,
                    clock,
                    new SimpleMeterRegistry(),
                    new StopSignal());

    @AfterEach
    void close() {
        room.close(Duration.ofSeconds(1));
    }

    @Test
    void aMillisecondBeforeItIsDueARecordWaitsAndThenItGoes() {
        room.submit(List.of(due(0, Duration.ofSeconds(1))));

        clock.advance(Duration.ofMillis(999));
        lookAgain();
        assertThat(worker.offsets()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        lookAgain();

        assertThat(worker.offsets()).containsExactly(0L);
    }

    @Test
    void whatIsDueEarlierOvertakesWhatWasWrittenBeforeIt() {
        List<FetchedRecord> records = new ArrayList<>();
        for (int offset = 0; offset < 100; offset++) {
            records.add(due(offset, Duration.ofSeconds(100 - offset)));
        }
        room.submit(records);

        clock.advance(Duration.ofSeconds(50));
        lookAgain();
        assertThat(worker.offsets()).hasSize(50).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(worker.offsets()).allMatch(offset -> offset >= 50);
        clock.advance(Duration.ofSeconds(50));
        lookAgain();

        assertThat(worker.offsets()).hasSize(100).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void whateverTheOrderTheyCameInEachIsHandedOverOnceAtItsTime() {
        Random random = new Random(20260101);
        List<Duration> dues = new ArrayList<>();
        for (int offset = 0; offset < 2_000; offset++) {
            dues.add(Duration.ofMillis(random.nextInt(10_000)));
        }
        for (int from = 0; from < dues.size(); from += 100) {
            List<FetchedRecord> some = new ArrayList<>();
            for (int offset = from; offset < from + 100; offset++) {
                some.add(due(offset, dues.get(offset)));
            }
            room.submit(some);
        }

        for (Duration now = Duration.ZERO;
                now.compareTo(Duration.ofSeconds(10)) <= 0;
                now = now.plusMillis(500)) {
            lookAgain();
            Duration at = now;
            List<Long> expected = new ArrayList<>();
            for (int offset = 0; offset < dues.size(); offset++) {
                if (dues.get(offset).compareTo(at) <= 0) {
                    expected.add((long) offset);
                }
            }
            assertThat(worker.offsets())
                    .as("after %s", at)
                    .containsExactlyInAnyOrderElementsOf(expected);
            clock.advance(Duration.ofMillis(500));
        }
        assertThat(worker.offsets()).hasSize(2_000);
    }

    @Test
    void aForgottenPartitionsRecordsAreNotHandedOver() {
        room.submit(List.of(due(0, Duration.ofSeconds(1))));

        room.forget(Set.of(new TopicPartition("group.retry-1", 0)), Duration.ZERO);
        clock.advance(Duration.ofSeconds(2));
        lookAgain();

        assertThat(worker.offsets()).isEmpty();
    }

    /** Hands over a record that is due now and waits for it: what was due before it has gone. */
    private void lookAgain() {
        int before = worker.markers();
        room.submit(List.of(marker()));
        await().atMost(LIMIT).until(() -> worker.markers() > before);
    }

    private FetchedRecord marker() {
        return record(-1, clock.instant());
    }

    private static FetchedRecord due(long offset, Duration after) {
        return record(offset, START.plus(after));
    }

    private static FetchedRecord record(long offset, Instant due) {
        ConsumerRecord<byte[], byte[]> source =
                new ConsumerRecord<>("group.retry-1", 0, offset, new byte[0], new byte[0]);
        return new FetchedRecord(
                source,
                "lane",
                new FailureHeaders(1, START, due, "topic", 0, offset, 0),
                new PartitionProgress(null),
                null);
    }

    /** Keeps what it is given; markers apart. */
    private static final class Recorder implements Worker {

        private final List<FetchedRecord> given = new CopyOnWriteArrayList<>();

        List<Long> offsets() {
            return given.stream()
                    .map(record -> record.source().offset())
                    .filter(offset -> offset >= 0)
                    .toList();
        }

        int markers() {
            return given.size() - offsets().size();
        }

        @Override
        public void submit(List<FetchedRecord> records) {
            given.addAll(records);
        }

        @Override
        public int unfinished() {
            return 0;
        }

        @Override
        public int enough() {
            return 1;
        }

        @Override
        public void forget(Set<TopicPartition> partitions, Duration grace) {}

        @Override
        public void close(Duration grace) {}
    }
}
