package steadfast.testkit;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Keeps the records read so far and continues from there: tests read often, and a consumer that
 * starts again costs more than everything that it reads. For one thread at a time.
 */
final class TopicReader implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Set<Uuid> topicIds;
    private final Set<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TestRecord> read = new ArrayList<>();

    TopicReader(Map<String, Object> connection, Collection<TopicDescription> topics) {
        this.topicIds = ids(topics);
        this.partitions = partitions(topics);
        this.consumer =
                new KafkaConsumer<>(
                        connection, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Returns false if the records read may differ from the topics' current content. */
    boolean stillReads(Collection<TopicDescription> topics) {
        return topicIds.equals(ids(topics))
                && partitions.equals(partitions(topics))
                && nothingWasTakenAway();
    }

    /** Returns false if records were deleted at the beginning or lost at the end. */
    private boolean nothingWasTakenAway() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return read.isEmpty()
                || (consumer.beginningOffsets(partitions).values().stream()
                                .allMatch(begin -> begin == 0)
                        && partitions.stream()
                                .allMatch(partition ->
                                        consumer.position(partition)
                                                <= ends.getOrDefault(partition, 0L)));
    }

    /** Returns all records read so far; the list grows at its end. */
    List<TestRecord> read() {
        return read;
    }

    /** Reads new records, waiting for this time if there are none. */
    void readOn(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(wait)) {
            read.add(TestRecord.of(consumed));
        }
    }

    /** Returns whether everything before these offsets was read. */
    boolean isAtTheEnd(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns the topics' current end offsets. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    }

    private static Set<Uuid> ids(Collection<TopicDescription> topics) {
        return topics.stream().map(TopicDescription::topicId).collect(toSet());
    }

    private static Set<TopicPartition> partitions(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(one -> new TopicPartition(topic.name(), one.partition())))
                .collect(toSet());
    }
}
