package steadfast.bench.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads a rival's dead-letter topic. */
final class DeadLetters {

    /** A dead letter: when it was written, and the place of its source record. */
    record Letter(long writtenMillis, String origin) {}

    private DeadLetters() {}

    static Map<Integer, List<Letter>> read(RunSettings settings, String topic) {
        Map<Integer, List<Letter>> letters = new TreeMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(PlainLoop.consumer(settings, "judge"))) {
            if (!consumer.listTopics().containsKey(topic)) {
                return letters;
            }
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    letters.computeIfAbsent(Workload.id(record.key()), _ -> new ArrayList<>())
                            .add(new Letter(record.timestamp(), origin(record)));
                }
            }
        }
        return letters;
    }

    private static String origin(ConsumerRecord<?, ?> record) {
        return String.join(
                "/",
                header(record, "origin-topic"),
                header(record, "origin-partition"),
                header(record, "origin-offset"));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
