package steadfast.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A topic's content at one time. It can be read more than once; later records are not part of it.
 * Joins no group and commits nothing.
 */
public final class TopicSnapshot {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final KafkaClients clients;
    private final String reader;
    private final String topic;
    private final Map<TopicPartition, Long> ends;

    /** Takes up to 500 records at a time. */
    @FunctionalInterface
    public interface Batch {
        void accept(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException;
    }

    private TopicSnapshot(
            KafkaClients clients, String reader, String topic, Map<TopicPartition, Long> ends) {
        this.clients = clients;
        this.reader = reader;
        this.topic = topic;
        this.ends = ends;
    }

    /**
     * Returns the current content of an existing topic; {@code reader} names the client to the
     * broker.
     */
    public static TopicSnapshot now(KafkaClients clients, String reader, String topic) {
        try (KafkaClients.Bound<Consumer<byte[], byte[]>> consumer =
                clients.reader(reader, BATCH)) {
            List<TopicPartition> partitions =
                    consumer.client().partitionsFor(topic).stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            return new TopicSnapshot(
                    clients, reader, topic, consumer.client().endOffsets(partitions));
        }
    }

    /** Reads all records, each partition in order. */
    public void read(Batch batch) throws InterruptedException {
        try (KafkaClients.Bound<Consumer<byte[], byte[]>> bound = clients.reader(reader, BATCH)) {
            Consumer<byte[], byte[]> consumer = bound.client();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long lastNews = System.nanoTime();
            while (!atEnd(consumer)) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    batch.accept(beforeEnd(records));
                    lastNews = System.nanoTime();
                } else if (System.nanoTime() - lastNews > LONGEST_SILENCE.toNanos()) {
                    throw new TimeoutException(topic + " cannot be read to the end");
                }
            }
        }
    }

    private boolean atEnd(Consumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<ConsumerRecord<byte[], byte[]>> beforeEnd(
            ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> before = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition from = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < ends.getOrDefault(from, 0L)) {
                before.add(record);
            }
        }
        return before;
    }
}
