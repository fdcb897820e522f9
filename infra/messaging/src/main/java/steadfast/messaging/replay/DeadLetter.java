package steadfast.messaging.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.retry.FailureHeaders;
import steadfast.messaging.retry.RetryPublisher;
import steadfast.messaging.retry.UnreadableRecordException;

/** A record of a dead-letter topic. */
public sealed interface DeadLetter {

    ConsumerRecord<byte[], byte[]> record();

    /** Its failure headers are valid, so it can be replayed. */
    record Intact(
            ConsumerRecord<byte[], byte[]> record, FailureHeaders failures, DeadLetterKey identity)
            implements DeadLetter {

        /** Returns the fingerprint of its content, by which receipts know it. */
        public String content() {
            return identity.content().toString();
        }
    }

    /** Not written by the retry ladder, or with changed headers: it cannot be replayed. */
    record Unreadable(ConsumerRecord<byte[], byte[]> record, String why) implements DeadLetter {}

    /** Reads a record of the group's dead letters; never throws, whatever the content. */
    static DeadLetter of(ConsumerRecord<byte[], byte[]> record, String group) {
        if (RetryPublisher.TOO_LARGE.equals(
                CloudEventHeaders.text(record.headers(), FailureHeaders.KIND))) {
            return new Unreadable(record, "it is a placeholder for a record that is too large");
        }
        try {
            FailureHeaders failures = FailureHeaders.waited(record);
            if (failures.originTopic().startsWith(group + ".")) {
                return new Unreadable(
                        record,
                        "it was put on the ladder by hand: its origin-topic is "
                                + failures.originTopic());
            }
            return new Intact(record, failures, DeadLetterKey.of(record, failures));
        } catch (UnreadableRecordException e) {
            return new Unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    /** Returns {@code failure-kind}; null if it has none. */
    default @Nullable String kind() {
        return CloudEventHeaders.text(record().headers(), FailureHeaders.KIND);
    }

    /** Returns {@code failure-reason}; null if it has none. */
    default @Nullable String reason() {
        return CloudEventHeaders.text(record().headers(), FailureHeaders.REASON);
    }
}
