package steadfast.bench.messaging;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import steadfast.bench.BenchClients;

/**
 * The baseline: one sequential poll loop per topic (the source and three delay topics), which
 * sleeps until a record is due and commits after each batch.
 */
final class PlainLoop {

    private static final String DUE = "due";

    private final RunSettings settings;
    private final ScriptedHandler handler;

    private PlainLoop(RunSettings settings) {
        this.settings = settings;
        this.handler = new ScriptedHandler(settings);
    }

    static void run() throws InterruptedException {
        RunSettings settings = RunSettings.ofProcess();
        PlainLoop loop = new PlainLoop(settings);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producer(settings))) {
            for (int level = 0; level <= settings.workload().retries(); level++) {
                int of = level;
                Thread.ofPlatform()
                        .daemon()
                        .name("loop-" + of)
                        .start(() -> loop.consume(of, producer));
            }
            loop.handler.awaitEnd();
        }
        System.exit(0);
    }

    /** Returns the topic of records that have failed this often. */
    static String topic(RunSettings settings, int failures) {
        if (failures == 0) {
            return settings.topic();
        }
        return settings.topic()
                + (failures > settings.workload().retries() ? "-dlt" : "-retry-" + failures);
    }

    static Map<String, Object> consumer(RunSettings settings, String group) {
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put("group.id", group);
        client.put("auto.offset.reset", "earliest");
        client.put("enable.auto.commit", false);
        client.put("session.timeout.ms", 10_000);
        client.put("heartbeat.interval.ms", 1_000);
        client.put("key.deserializer", StringDeserializer.class);
        client.put("value.deserializer", ByteArrayDeserializer.class);
        return client;
    }

    static Map<String, Object> producer(RunSettings settings) {
        return BenchClients.with(
                settings.kafka(),
                Map.of(
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        5,
                        "key.serializer",
                        StringSerializer.class,
                        "value.serializer",
                        ByteArraySerializer.class));
    }

    private void consume(int level, KafkaProducer<String, byte[]> producer) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumer(settings, settings.group() + level))) {
            consumer.subscribe(List.of(topic(settings, level)));
            while (true) {
                ConsumerRecords<String, byte[]> batch = consumer.poll(Duration.ofMillis(500));
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : batch) {
                    if (level > 0) {
                        sleepUntilDue(record);
                    }
                    try {
                        handler.handle(record.key());
                    } catch (ScriptedHandler.CallFailedException e) {
                        sent.add(producer.send(copy(record, level + 1)));
                    }
                }
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
                if (!batch.isEmpty()) {
                    consumer.commitSync();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProducerRecord<String, byte[]> copy(
            ConsumerRecord<String, byte[]> record, int failures) {
        ProducerRecord<String, byte[]> copy =
                new ProducerRecord<>(topic(settings, failures), record.key(), record.value());
        if (failures <= settings.workload().retries()) {
            long due = System.currentTimeMillis() + settings.workload().backoffMillis(failures);
            copy.headers().add(DUE, ByteBuffer.allocate(Long.BYTES).putLong(due).array());
        }
        return copy;
    }

    private static void sleepUntilDue(ConsumerRecord<String, byte[]> record)
            throws InterruptedException {
        long due = ByteBuffer.wrap(record.headers().lastHeader(DUE).value()).getLong();
        long wait = due - System.currentTimeMillis();
        if (wait > 0) {
            Thread.sleep(wait);
        }
    }
}
