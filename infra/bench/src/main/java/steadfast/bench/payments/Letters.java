package steadfast.bench.payments;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import steadfast.bench.BenchClients;
import steadfast.events.Topic;

/** How many orders lie, or have lain, on payment-service's own topics for what failed. */
final class Letters implements AutoCloseable {

    private static final String PREFIX = "payment-service." + Topic.ORDER_EVENTS.topicName() + ".";

    private final KafkaConsumer<byte[], byte[]> consumer;

    Letters(Map<String, String> kafka) {
        consumer =
                new KafkaConsumer<>(
                        BenchClients.with(
                                kafka,
                                Map.of(
                                        "enable.auto.commit",
                                        false,
                                        "key.deserializer",
                                        ByteArrayDeserializer.class,
                                        "value.deserializer",
                                        ByteArrayDeserializer.class)));
    }

    /** Given up so far. */
    long dead() {
        return written("dlt");
    }

    /** Sent to wait for their n-th retry so far, counted from 1. */
    long onRung(int retry) {
        return written("retry-" + retry);
    }

    /** Sent to wait for this gateway to get well so far. */
    long parked(String gateway) {
        return written("parked." + gateway);
    }

    private long written(String suffix) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(PREFIX + suffix).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        return consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
