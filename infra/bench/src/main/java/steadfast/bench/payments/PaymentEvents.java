package steadfast.bench.payments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import steadfast.bench.BenchClients;
import steadfast.events.OrderId;
import steadfast.events.Topic;

/** Reads what payment-service publishes from now on, and notes when. */
final class PaymentEvents implements AutoCloseable {

    private static final double NANOS_A_MILLI = 1e6;
    private static final Duration POLL = Duration.ofMillis(50);

    private final Map<OrderId, Long> succeededNanos = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean open = true;

    PaymentEvents(Map<String, String> kafka) {
        consumer =
                new KafkaConsumer<>(
                        BenchClients.with(
                                kafka,
                                Map.of(
                                        "enable.auto.commit",
                                        false,
                                        "key.deserializer",
                                        StringDeserializer.class,
                                        "value.deserializer",
                                        ByteArrayDeserializer.class)));
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.PAYMENT_EVENTS.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: only once the position is known does nothing get lost.
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("payment-events").daemon().start(this::read);
    }

    private void read() {
        try (consumer) {
            while (open) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    add(record, System.nanoTime());
                }
            }
        }
    }

    private void add(ConsumerRecord<String, byte[]> record, long now) {
        Header type = record.headers().lastHeader("ce_type");
        switch (new String(type.value(), StandardCharsets.UTF_8)) {
            case "PaymentSucceeded" -> succeededNanos.putIfAbsent(OrderId.parse(record.key()), now);
            case "PaymentStarted" -> started.incrementAndGet();
            default -> {}
        }
    }

    /** Returns how many {@code PaymentStarted} were read: each is committed before its call. */
    int started() {
        return started.get();
    }

    /** Returns how many of them have succeeded. */
    int succeeded(Batch batch) {
        int count = 0;
        for (OrderId order : batch.sentNanos().keySet()) {
            count += succeededNanos.containsKey(order) ? 1 : 0;
        }
        return count;
    }

    /** Returns when each one that has succeeded did so, by {@link System#nanoTime}; unordered. */
    Map<OrderId, Long> successes(Batch batch) {
        Map<OrderId, Long> found = new ConcurrentHashMap<>(succeededNanos);
        found.keySet().retainAll(batch.sentNanos().keySet());
        return found;
    }

    /** Returns the time from sending each until its success was read, of those that succeeded. */
    double[] latenciesMillis(Batch batch) {
        return batch.sentNanos().entrySet().stream()
                .flatMapToDouble(sent -> {
                    Long succeeded = succeededNanos.get(sent.getKey());
                    return succeeded == null
                            ? DoubleStream.empty()
                            : DoubleStream.of((succeeded - sent.getValue()) / NANOS_A_MILLI);
                })
                .toArray();
    }

    /**
     * Waits until this many of them have succeeded.
     *
     * @throws IllegalStateException if it takes longer
     */
    void awaitSuccesses(Batch batch, int successes, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (succeeded(batch) < successes) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only %d of %d payments have succeeded within %d s"
                                .formatted(succeeded(batch), successes, limit.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
