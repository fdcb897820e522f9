package steadfast.demo.measure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.Topic;

/** Reads from the topics which orders needed help. */
public final class HelpLog {

    /** The topics that show help, besides the dead-letter topics. */
    public static final Set<String> TOPICS =
            Set.of(
                    Topic.PAYMENT_EVENTS.topicName(),
                    Topic.PAYMENT_FINDINGS.topicName(),
                    Topic.OPERATIONS_EVENTS.topicName());

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;

    public HelpLog(Map<String, Object> settings) {
        this.settings = settings;
    }

    /**
     * Reads all between two sets of offsets; a partition that is new is read from its beginning.
     *
     * @throws DemoFailure if that takes too long
     */
    public RecoveryStats between(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        RecoveryStats signs = new RecoveryStats();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(to.keySet());
            to.keySet()
                    .forEach(partition ->
                            consumer.seek(partition, from.getOrDefault(partition, 0L)));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (to.keySet().stream()
                    .anyMatch(one -> consumer.position(one) < to.getOrDefault(one, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new DemoFailure("the events of this run could not be read in time.");
                }
                consumer.poll(POLL).forEach(record -> add(record, signs));
            }
        }
        return signs;
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, RecoveryStats signs) {
        Header type = record.headers().lastHeader("ce_type");
        if (type != null && record.key() != null && record.value() != null) {
            signs.add(
                    record.topic(),
                    text(record.key()),
                    text(type.value()),
                    record.value(),
                    publishedAt(record));
        }
    }

    /** Returns when the event happened; a foreign record only has the time when it was written. */
    private static Instant publishedAt(ConsumerRecord<byte[], byte[]> record) {
        Header time = record.headers().lastHeader("ce_time");
        try {
            return time == null
                    ? Instant.ofEpochMilli(record.timestamp())
                    : Instant.parse(text(time.value()));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
