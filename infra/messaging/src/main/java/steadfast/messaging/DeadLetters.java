package steadfast.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Copies failed records, byte for byte with failure headers, to {@code <group>.<topic>.dlt}. A
 * record counts as handled only once the broker has acknowledged its copy.
 */
final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final String group;
    private final RecordSender sender;
    private final Clock clock;
    private final MeterRegistry meters;

    /** A failed record and why. */
    record Failure(FetchedRecord fetched, String kind, String reason) {

        ConsumerRecord<byte[], byte[]> record() {
            return fetched.source();
        }
    }

    DeadLetters(String group, KafkaClients clients, Clock clock, MeterRegistry meters) {
        this.group = group;
        this.sender = new RecordSender(clients::producer);
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Never expires, and takes any record that its source took plus the headers. One partition:
     * letters are few and read in order.
     */
    static TopicSpec topic(String group, String topic) {
        return new TopicSpec(
                name(group, topic),
                1,
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        "-1",
                        "retention.bytes",
                        "-1",
                        "max.message.bytes",
                        String.valueOf(KafkaClients.MAX_REQUEST_BYTES)));
    }

    static String name(String group, String topic) {
        return group + "." + topic + ".dlt";
    }

    /** Sends the copies; true at the place of each that the broker acknowledged. */
    List<Boolean> publish(List<Failure> failures) throws InterruptedException {
        List<RecordSender.Result> results = sender.send(failures.stream().map(this::copy).toList());
        for (int i = 0; i < results.size(); i++) {
            report(failures.get(i), results.get(i));
        }
        return results.stream().map(RecordSender.Result.Acknowledged.class::isInstance).toList();
    }

    private ProducerRecord<byte[], byte[]> copy(Failure failure) {
        ConsumerRecord<byte[], byte[]> source = failure.record();
        FailureHeaders headers = failure.fetched().failures();
        RecordHeaders copied = new RecordHeaders(source.headers());
        headers.write(copied, failure.kind(), failure.reason(), clock.instant());
        return new ProducerRecord<>(
                name(group, headers.originTopic()), null, source.key(), source.value(), copied);
    }

    private void report(Failure failure, RecordSender.Result result) {
        ConsumerRecord<byte[], byte[]> record = failure.record();
        switch (result) {
            case RecordSender.Result.Acknowledged _ -> {
                LOG.warnf(
                        "dead letter: group=%s topic=%s partition=%d offset=%d kind=%s reason=%s",
                        group,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        failure.kind(),
                        failure.reason());
                Counter.builder("messaging.dead.letters")
                        .tags("group", group, "topic", record.topic(), "kind", failure.kind())
                        .register(meters)
                        .increment();
            }
            case RecordSender.Result.Failed failed ->
                    LOG.warnf(
                            "dead letter not acknowledged, sending it again: group=%s topic=%s partition=%d offset=%d %s",
                            group,
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            failed.cause());
            case RecordSender.Result.Impossible impossible ->
                    LOG.errorf(
                            "dead letter cannot be sent, its partition waits: group=%s topic=%s partition=%d offset=%d %s",
                            group,
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            impossible.cause());
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
