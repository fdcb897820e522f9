package steadfast.messaging.replay;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.retry.FailureHeaders;

/**
 * The record of which dead letters were replayed, by whom and when: one receipt each in the topic
 * {@code <group>.<topic>.replayed}. Its key is the place ({@code partition/offset}), its value the
 * letter's content, so that a recreated dead-letter topic is not mistaken for the old one, and its
 * header {@code replayed-by} the person who asked. Kept forever: this is the audit of replays.
 *
 * <p>Committed offsets would expire after the broker's {@code offsets.retention.minutes}, seven
 * days, because their group has no members.
 */
final class ReplayLog {

    private final String topic;
    private final Map<String, String> contentByPlace = new HashMap<>();

    private ReplayLog(String topic) {
        this.topic = topic;
    }

    static String topic(String group, String topic) {
        return group + "." + topic + ".replayed";
    }

    /** Creates an empty log, while the topic does not exist. */
    static ReplayLog none(String topic) {
        return new ReplayLog(topic);
    }

    /** Reads the log from the existing topic. */
    static ReplayLog read(KafkaClients clients, String reader, String topic)
            throws InterruptedException {
        ReplayLog receipts = new ReplayLog(topic);
        TopicSnapshot.now(clients, reader, topic)
                .read(batch ->
                        batch.forEach(record -> {
                            if (record.key() != null && record.value() != null) {
                                receipts.contentByPlace.put(
                                        text(record.key()), text(record.value()));
                            }
                        }));
        return receipts;
    }

    /** Creates the topic, with as many replicas as the dead-letter topic. */
    static void create(KafkaClients clients, String topic, short replicationFactor)
            throws InterruptedException, ExecutionException, TimeoutException {
        new TopicSetup(clients, replicationFactor)
                .ensure(
                        List.of(
                                new TopicSpec(
                                        topic,
                                        1,
                                        Map.of("cleanup.policy", "delete", "retention.ms", "-1"))));
    }

    boolean has(DeadLetter.Intact letter) {
        return content(letter).equals(contentByPlace.get(place(letter)));
    }

    /** Returns the receipt, to be sent once the broker has acknowledged the letter's copy. */
    ProducerRecord<byte[], byte[]> of(DeadLetter.Intact letter, String by) {
        ProducerRecord<byte[], byte[]> receipt =
                new ProducerRecord<>(topic, bytes(place(letter)), bytes(content(letter)));
        CloudEventHeaders.put(receipt.headers(), FailureHeaders.REPLAYED_BY, by);
        return receipt;
    }

    private static String place(DeadLetter.Intact letter) {
        return letter.record().partition() + "/" + letter.record().offset();
    }

    private static String content(DeadLetter.Intact letter) {
        return letter.identity().content().toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
