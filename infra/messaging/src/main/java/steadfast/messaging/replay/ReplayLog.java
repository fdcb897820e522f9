package steadfast.messaging.replay;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.kafka.TopicSnapshot;
import steadfast.messaging.retry.FailureHeaders;

/**
 * The record of which dead letters were replayed, by whom and when: one receipt each in the topic
 * {@code <group>.replayed}. Its key is the letter's identity ({@code topic/partition/offset} of its
 * origin and its content), its value tells which of the letter's deaths was replayed ({@code
 * last-failed-at} and {@code replay-count}), and its header {@code replayed-by} the person who
 * asked. Where a letter lies in the dead-letter topic does not matter: a copy of it is the same
 * letter. Kept forever: this is the audit of replays.
 *
 * <p>Committed offsets would expire after the broker's {@code offsets.retention.minutes}, seven
 * days, because their group has no members.
 */
public final class ReplayLog {

    private final String topic;
    private final Set<Receipt> receipts = new HashSet<>();

    /** The key and the value of a receipt. */
    private record Receipt(String letter, String death) {}

    private ReplayLog(String topic) {
        this.topic = topic;
    }

    /** Returns the group's topic of receipts. */
    public static String topic(String group) {
        return group + ".replayed";
    }

    /** Creates an empty log, while the topic does not exist. */
    static ReplayLog none(String topic) {
        return new ReplayLog(topic);
    }

    /** Reads the log from the existing topic. */
    static ReplayLog read(KafkaClients clients, String reader, String topic)
            throws InterruptedException {
        ReplayLog log = new ReplayLog(topic);
        TopicSnapshot.now(clients, reader, topic)
                .read(batch ->
                        batch.forEach(record -> {
                            if (record.key() != null && record.value() != null) {
                                log.receipts.add(
                                        new Receipt(text(record.key()), text(record.value())));
                            }
                        }));
        return log;
    }

    /** Creates the topic unless it exists, with as many replicas as the dead-letter topic. */
    public static void create(KafkaClients clients, String topic, short replicationFactor)
            throws InterruptedException, ExecutionException, TimeoutException {
        new TopicSetup(clients, replicationFactor)
                .ensure(
                        List.of(
                                new TopicSpec(
                                        topic,
                                        1,
                                        Map.of("cleanup.policy", "delete", "retention.ms", "-1"))));
    }

    /** Returns whether this death of the letter was replayed. */
    boolean has(DeadLetter.Intact letter) {
        return receipts.contains(new Receipt(letter(letter), death(letter.record())));
    }

    /** Returns the receipt, to be sent once the broker has acknowledged the letter's copy. */
    ProducerRecord<byte[], byte[]> of(DeadLetter.Intact letter, String by) {
        ProducerRecord<byte[], byte[]> receipt = receipt(topic, letter);
        CloudEventHeaders.put(receipt.headers(), FailureHeaders.REPLAYED_BY, by);
        return receipt;
    }

    /** Returns a receipt of this letter, without its headers. */
    public static ProducerRecord<byte[], byte[]> receipt(String topic, DeadLetter.Intact letter) {
        return new ProducerRecord<>(topic, bytes(letter(letter)), bytes(death(letter.record())));
    }

    private static String letter(DeadLetter.Intact letter) {
        DeadLetterKey identity = letter.identity();
        return "%s/%d/%d/%s"
                .formatted(
                        identity.originTopic(),
                        identity.originPartition(),
                        identity.originOffset(),
                        identity.content());
    }

    private static String death(ConsumerRecord<byte[], byte[]> record) {
        return header(record, FailureHeaders.LAST_FAILED_AT)
                + "/"
                + header(record, FailureHeaders.REPLAY_COUNT);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return CloudEventHeaders.text(record.headers(), name);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
