package steadfast.bench.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Creates fresh topics with all of a workload's records before a rival starts. */
final class WorkloadTopics {

    private static final int VALUE_LENGTH = 600;

    void create(Rival rival, RunSettings settings) throws InterruptedException {
        List<NewTopic> topics =
                rival.topics(settings).stream()
                        .map(name -> new NewTopic(name, RunSettings.PARTITIONS, (short) 1))
                        .toList();
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            admin.createTopics(topics).all().get();
            List<String> sources = rival.sources(settings);
            awaitLeaders(admin, sources);
            load(settings, sources);
            long loaded = records(admin, sources);
            if (loaded != settings.records()) {
                throw new IllegalStateException(
                        "%d of %d records were loaded".formatted(loaded, settings.records()));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be made", e);
        }
    }

    private static void awaitLeaders(Admin admin, List<String> topics) throws InterruptedException {
        while (true) {
            try {
                var _ = records(admin, topics);
                return;
            } catch (ExecutionException e) {
                Thread.sleep(50);
            }
        }
    }

    private static long records(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < RunSettings.PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private void load(RunSettings settings, List<String> sources) {
        // Not idempotent: such a producer can get stuck on a topic that was created a moment ago.
        Map<String, Object> client = new HashMap<>(PlainLoop.producer(settings));
        client.put("enable.idempotence", false);
        client.put("max.in.flight.requests.per.connection", 1);
        client.put("value.serializer", StringSerializer.class);
        List<Future<RecordMetadata>> sent = new ArrayList<>(settings.records());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(client)) {
            for (int id = 0; id < settings.records(); id++) {
                sent.add(producer.send(record(sources.get(id % sources.size()), id)));
            }
        }
        long failed = sent.stream().filter(one -> one.state() == Future.State.FAILED).count();
        if (failed > 0) {
            throw new IllegalStateException(failed + " records were not loaded");
        }
    }

    /** Makes a record with the headers of CloudEvents, which only our engine requires. */
    private static ProducerRecord<String, String> record(String topic, int id) {
        String key = Workload.key(id);
        StringBuilder value = new StringBuilder("{\"orderId\":\"" + key + "\",\"pad\":\"");
        while (value.length() < VALUE_LENGTH - 2) {
            value.append((char) ('a' + value.length() % 26));
        }
        ProducerRecord<String, String> record =
                new ProducerRecord<>(topic, key, value.append("\"}").toString());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", UUID.randomUUID().toString());
        header(record, "ce_type", "Measured");
        header(record, "ce_source", "/bench");
        header(record, "ce_time", Clock.systemUTC().instant().toString());
        header(record, "content-type", "application/json");
        return record;
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
