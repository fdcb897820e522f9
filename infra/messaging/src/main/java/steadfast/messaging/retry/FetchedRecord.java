package steadfast.messaging.retry;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Decoder;
import steadfast.messaging.Delivery;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.kafka.EventTime;
import steadfast.messaging.offsets.PartitionProgress;

/**
 * A record that was fetched and is not complete yet.
 *
 * @param orderingKey records with the same one are handled one after the other: the key, or the
 *     record's own place if it has none
 * @param misplaced why it does not belong where it was found; null if it does
 */
public record FetchedRecord(
        ConsumerRecord<byte[], byte[]> source,
        String orderingKey,
        FailureHeaders failures,
        PartitionProgress progress,
        @Nullable UnreadableRecordException misplaced) {

    /** Creates a record fetched from a source topic. */
    public static FetchedRecord first(
            ConsumerRecord<byte[], byte[]> source, PartitionProgress progress) {
        return new FetchedRecord(
                source, orderingKeyOf(source), FailureHeaders.first(source), progress, null);
    }

    /**
     * Creates a record fetched from a rung or a parking tier of the group's ladder.
     *
     * @param topics the source topics that the group consumes: whatever a header says, no other
     *     topic's record is handled
     */
    public static FetchedRecord waited(
            ConsumerRecord<byte[], byte[]> source, PartitionProgress progress, Set<String> topics) {
        try {
            FailureHeaders failures = FailureHeaders.waited(source);
            String origin = failures.originTopic();
            return new FetchedRecord(
                    source,
                    orderingKeyOf(source),
                    failures,
                    progress,
                    topics.contains(origin) ? null : UnreadableRecordException.notConsumed(origin));
        } catch (UnreadableRecordException e) {
            return new FetchedRecord(
                    source, orderingKeyOf(source), FailureHeaders.misplaced(source), progress, e);
        }
    }

    private static String orderingKeyOf(ConsumerRecord<byte[], byte[]> source) {
        return source.key() == null
                ? source.topic() + "/" + source.partition() + "/" + source.offset()
                : new String(source.key(), StandardCharsets.UTF_8);
    }

    /** Returns the partition where it was fetched. */
    public TopicPartition partition() {
        return new TopicPartition(source.topic(), source.partition());
    }

    /** Counts the record as complete: its offset may be committed. */
    public void complete() {
        progress.complete(source.offset());
    }

    /**
     * Decodes the record.
     *
     * @throws UnreadableRecordException if a header or the value is invalid
     */
    public <T> Delivery<T> decode(Decoder<T> decoder) {
        if (misplaced != null) {
            throw misplaced;
        }
        String type = header(CloudEventHeaders.TYPE);
        if (source.key() == null) {
            throw new UnreadableRecordException("the record has no key", null);
        }
        if (source.value() == null) {
            throw new UnreadableRecordException("the record has no value (a tombstone)", null);
        }
        try {
            return new Delivery<>(
                    decoder.decode(failures.originTopic(), type, source.value()),
                    UUID.fromString(header(CloudEventHeaders.ID)),
                    EventTime.parse(header(CloudEventHeaders.TIME)),
                    orderingKey,
                    failures.originTopic(),
                    failures.originPartition(),
                    failures.originOffset(),
                    failures.attempt() + 1,
                    failures.replayCount());
        } catch (UnreadableRecordException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The latter: a value that is nested too deeply for its decoder.
            throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    private String header(String name) {
        @Nullable String value = CloudEventHeaders.text(source.headers(), name);
        if (value == null) {
            throw new UnreadableRecordException("the header " + name + " is missing", null);
        }
        return value;
    }
}
