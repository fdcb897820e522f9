package steadfast.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import steadfast.events.Event;
import steadfast.events.EventCodec;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.Topic;
import steadfast.events.UnreadableEventException;

/** Reads from the topics which orders needed help: a charge tried again, a repair asked for. */
final class HelpLog {

    /** Where help is spoken of. */
    static final Set<String> TOPICS =
            Set.of(Topic.PAYMENT_EVENTS.topicName(), Topic.OPERATIONS_EVENTS.topicName());

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, Object> settings;
    private final EventCodec codec = new EventCodec();

    HelpLog(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** The orders that were helped. */
    record Helped(Set<OrderId> retried, Set<OrderId> repaired) {}

    /**
     * Reads all between two sets of offsets.
     *
     * @throws DemoFailure if that takes too long
     */
    Helped between(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        Helped helped = new Helped(new HashSet<>(), new HashSet<>());
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
                consumer.poll(Duration.ofMillis(200)).forEach(event -> note(event, helped));
            }
        }
        return helped;
    }

    private void note(ConsumerRecord<byte[], byte[]> said, Helped helped) {
        Header type = said.headers().lastHeader("ce_type");
        if (type == null || said.value() == null) {
            return;
        }
        try {
            Event event =
                    codec.decode(
                            said.topic(),
                            new String(type.value(), StandardCharsets.UTF_8),
                            said.value());
            if (event instanceof PaymentEvent.PaymentStarted started && started.attempt() > 1) {
                helped.retried().add(started.orderId());
            } else if (event instanceof OperationsEvent.RepairRequested repair) {
                helped.repaired().add(repair.orderId());
            }
        } catch (UnreadableEventException e) {
            // Somebody else's record: the services put it aside as a dead letter.
        }
    }
}
