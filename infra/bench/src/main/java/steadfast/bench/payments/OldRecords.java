package steadfast.bench.payments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import steadfast.bench.BenchClients;

/** Lengthens a log by writing its beginning again, which needs no payment per record. */
final class OldRecords {

    private static final Duration POLL = Duration.ofMillis(500);

    /** The most records repeated at once: a whole log may exceed this process's memory. */
    private static final int MOST_REPEATED = 20_000;

    private OldRecords() {}

    /**
     * Writes the topic's beginning again, in the same order, until it has at least this many
     * records.
     *
     * @return how many it has
     * @throws IllegalStateException if it is empty
     */
    static long fill(Map<String, String> kafka, String topic, long wanted) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long written = readBeginning(kafka, topic, records);
        if (records.isEmpty()) {
            throw new IllegalStateException(topic + " holds nothing that could be written again");
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        BenchClients.with(kafka, Map.of("acks", "all", "linger.ms", 20)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            while (written < wanted) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            topic,
                                            record.partition(),
                                            record.key(),
                                            record.value(),
                                            record.headers()));
                }
                written += records.size();
            }
        }
        return written;
    }

    /** Adds the first records, and returns how many there are in all. */
    private static long readBeginning(
            Map<String, String> kafka, String topic, List<ConsumerRecord<byte[], byte[]>> records) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        BenchClients.with(kafka, Map.of("enable.auto.commit", false)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (records.size() < MOST_REPEATED
                    && ends.entrySet().stream()
                            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return ends.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
