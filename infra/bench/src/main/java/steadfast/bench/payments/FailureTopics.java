package steadfast.bench.payments;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import steadfast.bench.BenchClients;

/** Counts the records ever written to payment-service's retry, parking and dead-letter topics. */
final class FailureTopics implements AutoCloseable {

    private static final String PREFIX = "payment-service.";

    private final KafkaConsumer<byte[], byte[]> consumer;

    FailureTopics(Map<String, String> kafka) {
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

    /** Returns how many became dead letters so far. */
    long dead() {
        return written("dlt");
    }

    /** Returns how many were sent to wait for their n-th retry so far, counted from 1. */
    long onRung(int retry) {
        return written("retry-" + retry);
    }

    /** Returns how many were parked until this gateway is well so far. */
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
