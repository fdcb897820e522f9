package steadfast.messaging.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;
import org.junit.jupiter.api.Test;
import steadfast.messaging.Delivery;
import steadfast.messaging.Engine;
import steadfast.messaging.MessagingFixture;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.messaging.loop.CrashPoints;

/** One record that never ends, and 100,000 that end behind it. */
class StuckRecordTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int BEHIND = 100_000;
    private static final int ELSEWHERE = 5_000;

    /** {@code offset.metadata.max.bytes} of any broker that nobody has changed. */
    private static final int BROKER_LIMIT = 4_096;

    private static final Subscription.Mode MODE = new Subscription.Mode.Concurrent(100);

    private final MessagingFixture fixture = MessagingFixture.SHARED;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final CountDownLatch neverOpened = new CountDownLatch(1);

    @Test
    void holdsBackOnlyItsPartitionBeforeAnyCommitOutgrowsTheBroker() throws Exception {
        String topic = fixture.newTopic(2);
        String group = fixture.newName("group");
        send(topic, 0, "stuck", 1);
        send(topic, 0, "behind", BEHIND);
        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, MODE, this::stuck), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> handled("behind") > PartitionProgress.MAX_SPAN - 500);
            send(topic, 1, "elsewhere", ELSEWHERE);
            await().atMost(LIMIT).until(() -> handled("elsewhere") == ELSEWHERE);
            // One poll may have been on its way; then nothing more is fetched there.
            assertThat(handled("behind")).isLessThan(PartitionProgress.MAX_SPAN + 1_000);
        }
        long beforeTheRestart = handled("behind");

        try (Engine.Running _ =
                fixture.start(
                        Engine.subscription(group, topic, MODE, this::free), CrashPoints.NONE)) {
            await().atMost(LIMIT).until(() -> calls.getOrDefault("stuck-0", 0) == 2);
            await().atMost(LIMIT).until(() -> handled("behind") == BEHIND);
        }

        assertThat(beforeTheRestart).isLessThan(BEHIND);
        calls.remove("stuck-0");
        assertThat(calls).hasSize(BEHIND + ELSEWHERE);
        assertThat(calls.values()).containsOnly(1);
        List<OffsetCommitValue> commits = commitsOf(group, topic, 0);
        assertThat(commits)
                .allSatisfy(commit ->
                        assertThat(commit.metadata().getBytes(StandardCharsets.UTF_8).length)
                                .isLessThan(BROKER_LIMIT));
        assertThat(commits.stream().filter(StuckRecordTest::remembersSome).count())
                .isGreaterThan(5);
        assertThat(commits.getLast().offset()).isEqualTo(BEHIND + 1);
        assertThat(remembersSome(commits.getLast())).isFalse();
    }

    private static boolean remembersSome(OffsetCommitValue commit) {
        return !CompletedOffsets.parse(commit.metadata()).complete().isEmpty();
    }

    private Outcome stuck(Delivery<String> delivery) throws InterruptedException {
        calls.merge(delivery.event(), 1, Integer::sum);
        if (delivery.event().equals("stuck-0")) {
            neverOpened.await();
        }
        return Outcome.DONE;
    }

    private Outcome free(Delivery<String> delivery) {
        calls.merge(delivery.event(), 1, Integer::sum);
        return Outcome.DONE;
    }

    private long handled(String name) {
        return calls.keySet().stream().filter(event -> event.startsWith(name)).count();
    }

    private void send(String topic, int partition, String name, int count) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(MessagingFixture.knownAt(topic, partition, name + "-" + i));
        }
        fixture.sendAll(records);
    }

    /** Every commit of the group, as the broker has written it down. */
    private List<OffsetCommitValue> commitsOf(String group, String topic, int partition) {
        List<OffsetCommitValue> commits = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", fixture.broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor("__consumer_offsets").stream()
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    if (isCommitOf(record, group, topic, partition)) {
                        ByteBuffer value = ByteBuffer.wrap(record.value());
                        short version = value.getShort();
                        commits.add(new OffsetCommitValue(new ByteBufferAccessor(value), version));
                    }
                }
            }
        }
        return commits;
    }

    private static boolean isCommitOf(
            ConsumerRecord<byte[], byte[]> record, String group, String topic, int partition) {
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (key.getShort() != 1 || record.value() == null) {
            return false;
        }
        OffsetCommitKey of = new OffsetCommitKey(new ByteBufferAccessor(key), (short) 0);
        return of.group().equals(group) && of.topic().equals(topic) && of.partition() == partition;
    }
}
