package steadfast.demo.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import steadfast.demo.scenario.DemoFailure;

/** Reads consumer lag and dead letters from the broker. */
public final class KafkaGauge implements AutoCloseable {

    private static final List<String> GROUPS =
            List.of(
                    "order-service",
                    "payment-service",
                    "fulfillment-service",
                    "reconciler-service");

    /** A group's retry ladder is read by a separate group. */
    private static final String LADDER = ".retry";

    private static final int PATIENCE_SECONDS = 10;

    private final Admin admin;

    public KafkaGauge(Map<String, Object> settings) {
        this.admin = Admin.create(settings);
    }

    /**
     * Records that our consumer groups have not handled yet, those on their ladders included.
     *
     * @throws DemoFailure if the broker does not answer
     */
    public long lag() throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups =
                GROUPS.stream()
                        .flatMap(group -> Stream.of(group, group + LADDER))
                        .collect(
                                Collectors.toMap(
                                        group -> group,
                                        group -> new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                await(admin.listConsumerGroupOffsets(groups).all());
        Map<TopicPartition, Long> ends =
                offsets(
                        committed.values().stream()
                                .flatMap(offsets -> offsets.keySet().stream())
                                .collect(Collectors.toSet()),
                        OffsetSpec.latest());
        long lag = 0;
        for (Map<TopicPartition, OffsetAndMetadata> ofGroup : committed.values()) {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> one : ofGroup.entrySet()) {
                // The value is null where a group has a partition but committed nothing.
                if (one.getValue() != null) {
                    lag +=
                            Math.max(
                                    0,
                                    ends.getOrDefault(one.getKey(), 0L) - one.getValue().offset());
                }
            }
        }
        return lag;
    }

    /**
     * Returns what every dead-letter partition holds, by topic and partition.
     *
     * @throws DemoFailure if the broker does not answer
     */
    public Map<String, DeadLetterRange> deadLetters() throws InterruptedException {
        Set<TopicPartition> partitions = partitions(deadLetterTopics());
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        Map<String, DeadLetterRange> ranges = new HashMap<>();
        first.forEach((partition, offset) ->
                ranges.put(
                        partition.toString(),
                        new DeadLetterRange(offset, end.getOrDefault(partition, offset))));
        return ranges;
    }

    /** Returns the end offsets of these topics and all dead-letter topics. */
    public Map<TopicPartition, Long> endsOf(Set<String> topics) throws InterruptedException {
        Set<String> all = new HashSet<>(deadLetterTopics());
        all.addAll(topics);
        return offsets(partitions(all), OffsetSpec.latest());
    }

    private Set<String> deadLetterTopics() throws InterruptedException {
        return await(admin.listTopics().names()).stream()
                .filter(topic -> topic.endsWith(RecoveryStats.DEAD_LETTERS))
                .collect(Collectors.toSet());
    }

    private Set<TopicPartition> partitions(Set<String> topics) throws InterruptedException {
        return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(partition ->
                                        new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> which));
        return await(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> offset(found.getValue())));
    }

    private static long offset(ListOffsetsResultInfo found) {
        return found.offset();
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoFailure("Kafka does not answer: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new DemoFailure("Kafka does not answer within " + PATIENCE_SECONDS + " s.", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
