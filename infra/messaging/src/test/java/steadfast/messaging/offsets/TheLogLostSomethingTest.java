package steadfast.messaging.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Engine;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.loop.CrashPoints;

/** Log and commit disagree: the loop says so once and goes on, it neither stops nor loops. */
class TheLogLostSomethingTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final String group = fixture.newName("group");
    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    @Test
    void aCommitBeyondTheEndOfTheLogGoesOnFromTheEarliest() throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 10, 10);
        setOffset(topic, new OffsetAndMetadata(10_000_000));

        try (Engine.Running running = start(topic)) {
            await().atMost(LIMIT).until(() -> handled.size() == 10);
            fixture.send(topic, 1, 1);
            await().atMost(LIMIT).until(() -> handled.size() == 11);
            assertThat(running.first().whyNotReady()).isEmpty();
        }

        assertThat(committed(topic).offset()).isEqualTo(11);
        assertThat(counted("messaging.offsets.moved", "how", "back")).isEqualTo(1);
    }

    @Test
    void whatWasCompleteAboveTheGapHidesNoRecordOfATopicThatWasMadeAnew() throws Exception {
        String topic = fixture.newTopic(1);
        PartitionProgress before = new PartitionProgress(null);
        for (long offset = 0; offset < 20; offset++) {
            before.begin(offset);
        }
        for (long offset = 3; offset < 20; offset++) {
            before.complete(offset);
        }
        fixture.send(topic, 2, 2);
        setOffset(topic, before.toCommit());

        try (Engine.Running _ = start(topic)) {
            await().atMost(LIMIT).until(() -> handled.size() == 2);
            fixture.send(topic, 18, 18);
            await().atMost(LIMIT).until(() -> handled.size() == 20);
        }
    }

    @Test
    void whatWasCompleteInALostTailHidesNoNewRecord() throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 5, 5);
        PartitionProgress before = new PartitionProgress(null);
        for (long offset = 0; offset < 20; offset++) {
            before.begin(offset);
        }
        before.complete(0);
        for (long offset = 2; offset < 20; offset++) {
            before.complete(offset);
        }
        setOffset(topic, before.toCommit());

        try (Engine.Running _ = start(topic)) {
            await().atMost(LIMIT).until(() -> handled.size() >= 1);
            fixture.send(topic, 15, 15);
            await().atMost(LIMIT).until(() -> handled.size() == 4 + 15);
        }
    }

    @Test
    void recordsThatWereRemovedBeforeTheyWereReadAreCountedAsLost() throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 30, 30);
        setOffset(topic, new OffsetAndMetadata(10, "1:0:"));
        removeBefore(topic, 25);

        try (Engine.Running _ = start(topic)) {
            await().atMost(LIMIT).until(() -> handled.size() == 5);
        }

        assertThat(counted("messaging.records.lost", "topic", topic)).isEqualTo(15);
        assertThat(counted("messaging.offsets.moved", "how", "set-by-hand")).isZero();
    }

    @Test
    void anOffsetThatSomebodySetByHandIsReportedAndGoneOnFrom() throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 30, 30);
        setOffset(topic, new OffsetAndMetadata(28));

        try (Engine.Running _ = start(topic)) {
            await().atMost(LIMIT).until(() -> handled.size() == 2);
        }

        assertThat(handled).containsExactlyInAnyOrder("28", "29");
        assertThat(counted("messaging.offsets.moved", "how", "set-by-hand")).isEqualTo(1);
    }

    @Test
    void aCommitNamesTheLeaderEpochThatWroteItsRecord() throws Exception {
        String topic = fixture.newTopic(1);
        fixture.send(topic, 5, 5);

        try (Engine.Running _ = start(topic)) {
            await().atMost(LIMIT)
                    .until(() -> committed(topic) != null && committed(topic).offset() == 5);
        }

        assertThat(committed(topic).leaderEpoch()).contains(0);
    }

    @Test
    void aRecordThatStillRunsWhenTheLogGoesBackHidesNoNewRecordAtItsOffset() {
        PartitionProgress old = new PartitionProgress(null);
        old.begin(5);

        PartitionProgress fresh = new PartitionProgress(null);
        fresh.begin(5);
        old.complete(5);

        assertThat(old.continuesAt(5)).isFalse();
        assertThat(fresh.toCommit().offset()).isEqualTo(5);
    }

    private Engine.Running start(String topic) throws Exception {
        Handler<String> handler =
                delivery -> {
                    handled.add(delivery.event());
                    return Outcome.DONE;
                };
        return fixture.start(
                Engine.subscription(group, topic, new Subscription.Mode.Concurrent(20), handler),
                CrashPoints.NONE);
    }

    private void setOffset(String topic, OffsetAndMetadata offset) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), offset))
                    .all()
                    .get();
        }
    }

    private OffsetAndMetadata committed(String topic) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
        }
    }

    private void removeBefore(String topic, long offset) throws Exception {
        try (Admin admin = fixture.clients.admin()) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition(topic, 0),
                                    RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private double counted(String name, String tag, String value) {
        return fixture.meters.find(name).tag("group", group).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
