package steadfast.messaging.drain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSnapshot;

/**
 * Tells which records a topic lacks of those that are to be copied there, so that a run that was
 * killed is continued. Records count as equal if their bytes and headers are.
 */
final class CopiedOnce {

    private final Map<ByteBuffer, Integer> there = new HashMap<>();

    private CopiedOnce() {}

    /** Reads what the target, an existing topic, has. */
    static CopiedOnce at(KafkaClients clients, String reader, String target)
            throws InterruptedException {
        CopiedOnce copied = new CopiedOnce();
        TopicSnapshot.now(clients, reader, target).read(batch -> batch.forEach(copied::add));
        return copied;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        there.merge(digest(record.key(), record.value(), record.headers()), 1, Integer::sum);
    }

    /** Returns whether this copy is missing; of equal ones, as many as were asked for. */
    boolean lacks(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        ByteBuffer digest = digest(key, value, headers);
        int left = there.getOrDefault(digest, 0);
        there.put(digest, left - 1);
        return left <= 0;
    }

    private static ByteBuffer digest(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        MessageDigest digest = sha256();
        add(digest, key);
        add(digest, value);
        for (Header header : headers) {
            add(digest, header.key().getBytes(StandardCharsets.UTF_8));
            add(digest, header.value());
        }
        return ByteBuffer.wrap(digest.digest());
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
