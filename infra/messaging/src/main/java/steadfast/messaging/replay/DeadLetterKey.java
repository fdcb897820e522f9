package steadfast.messaging.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.retry.FailureHeaders;

/**
 * The identity of a dead letter, however often its record came to the dead-letter topic: its
 * original place (topic, partition and offset) and its content. By the place alone, a misplaced
 * record, or one of a recreated source topic, would be mistaken for another letter and hidden.
 *
 * @param content the first half of the SHA-256 of key, value and event ID
 */
record DeadLetterKey(String originTopic, int originPartition, long originOffset, UUID content) {

    static DeadLetterKey of(ConsumerRecord<byte[], byte[]> record, FailureHeaders failures) {
        return new DeadLetterKey(
                failures.originTopic(),
                failures.originPartition(),
                failures.originOffset(),
                content(record));
    }

    private static UUID content(ConsumerRecord<byte[], byte[]> record) {
        MessageDigest digest = sha256();
        String eventId = CloudEventHeaders.text(record.headers(), CloudEventHeaders.ID);
        add(digest, record.key());
        add(digest, record.value());
        add(digest, eventId == null ? null : eventId.getBytes(StandardCharsets.UTF_8));
        ByteBuffer sum = ByteBuffer.wrap(digest.digest());
        return new UUID(sum.getLong(), sum.getLong());
    }

    /** Each part is preceded by its length, so that parts cannot be confused. */
    private static void add(MessageDigest digest, byte @Nullable [] part) {
        int length = part == null ? -1 : part.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        if (part != null) {
            digest.update(part);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
