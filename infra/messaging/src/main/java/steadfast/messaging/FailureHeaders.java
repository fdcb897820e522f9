package steadfast.messaging;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a failed record say of its failures. Replaced at each failure, never
 * appended, and never believed on a source topic: there a forged header would steer the record.
 *
 * @param attempt how often it was handled
 * @param firstFailedAt null if it never failed
 * @param originTopic where it was first said; {@code originPartition} and {@code originOffset} are
 *     there
 * @param replayCount how often an operator sent it back
 */
record FailureHeaders(
        int attempt,
        @Nullable Instant firstFailedAt,
        String originTopic,
        int originPartition,
        long originOffset,
        int replayCount) {

    static final String KIND = "failure-kind";
    static final String REASON = "failure-reason";
    static final String ATTEMPT = "failure-attempt";
    static final String RETRY_DUE_AT = "retry-due-at";
    static final String FIRST_FAILED_AT = "first-failed-at";
    static final String LAST_FAILED_AT = "last-failed-at";
    static final String ORIGIN_TOPIC = "origin-topic";
    static final String ORIGIN_PARTITION = "origin-partition";
    static final String ORIGIN_OFFSET = "origin-offset";
    static final String REPLAY_COUNT = "replay-count";

    private static final int MAX_REASON_LENGTH = 1_000;

    /**
     * Of a record on the topic where it was first said: whatever its headers claim, nothing has
     * failed yet.
     */
    static FailureHeaders first(ConsumerRecord<?, ?> record) {
        return new FailureHeaders(0, null, record.topic(), record.partition(), record.offset(), 0);
    }

    /** Writes the failure of one more attempt over whatever stood there. */
    void write(Headers headers, String kind, String reason, Instant now) {
        put(headers, KIND, kind);
        put(
                headers,
                REASON,
                reason.length() <= MAX_REASON_LENGTH
                        ? reason
                        : reason.substring(0, MAX_REASON_LENGTH));
        put(headers, ATTEMPT, String.valueOf(attempt + 1));
        put(headers, FIRST_FAILED_AT, String.valueOf(firstFailedAt == null ? now : firstFailedAt));
        put(headers, LAST_FAILED_AT, now.toString());
        put(headers, ORIGIN_TOPIC, originTopic);
        put(headers, ORIGIN_PARTITION, String.valueOf(originPartition));
        put(headers, ORIGIN_OFFSET, String.valueOf(originOffset));
        put(headers, REPLAY_COUNT, String.valueOf(replayCount));
        headers.remove(RETRY_DUE_AT);
    }

    private static void put(Headers headers, String name, String value) {
        CloudEventHeaders.put(headers, name, value);
    }
}
