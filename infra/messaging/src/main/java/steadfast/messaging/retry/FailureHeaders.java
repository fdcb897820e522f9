package steadfast.messaging.retry;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Outcome;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.text.OneLine;

/**
 * The failure headers of a record. Replaced at each failure, never appended, and ignored on a
 * source topic, where a forged header could steer the record.
 *
 * @param attempt how often it has failed
 * @param firstFailedAt null if it never failed
 * @param dueAt when it is to be handled again; null for at once
 * @param originTopic where it was first published; {@code originPartition} and {@code originOffset}
 *     are in that topic
 * @param replayCount how often an operator sent it back
 */
public record FailureHeaders(
        int attempt,
        @Nullable Instant firstFailedAt,
        @Nullable Instant dueAt,
        String originTopic,
        int originPartition,
        long originOffset,
        int replayCount) {

    /** The kind of the last failure, a word for programs. */
    public static final String KIND = "failure-kind";

    /** The reason of the last failure, on one line. */
    public static final String REASON = "failure-reason";

    static final String ATTEMPT = "failure-attempt";
    static final String RETRY_DUE_AT = "retry-due-at";
    static final String FIRST_FAILED_AT = "first-failed-at";

    /** When the last failure happened; it tells a letter's deaths apart. */
    public static final String LAST_FAILED_AT = "last-failed-at";

    /** The topic where the record was first sent. */
    public static final String ORIGIN_TOPIC = "origin-topic";

    static final String ORIGIN_PARTITION = "origin-partition";
    static final String ORIGIN_OFFSET = "origin-offset";

    /** How often an operator sent it back. */
    public static final String REPLAY_COUNT = "replay-count";

    /** The name of the person who last replayed the record; also on receipts. */
    public static final String REPLAYED_BY = "replayed-by";

    private static final int MAX_REASON_LENGTH = 1_000;
    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /**
     * Returns the headers of a record on its source topic: whatever the record claims, it has not
     * failed yet.
     */
    static FailureHeaders first(ConsumerRecord<?, ?> record) {
        return new FailureHeaders(
                0, null, null, record.topic(), record.partition(), record.offset(), 0);
    }

    /**
     * Reads the headers of a record on the ladder, which only the group and a replay can write.
     *
     * @throws UnreadableRecordException if a header that the ladder writes is missing, malformed or
     *     impossible
     */
    public static FailureHeaders waited(ConsumerRecord<?, ?> record) {
        Headers headers = record.headers();
        try {
            return new FailureHeaders(
                    (int) count(headers, ATTEMPT, Integer.MAX_VALUE - 1),
                    Instant.parse(required(headers, FIRST_FAILED_AT)),
                    dueAt(record),
                    originTopic(headers),
                    (int) count(headers, ORIGIN_PARTITION, Integer.MAX_VALUE),
                    count(headers, ORIGIN_OFFSET, Long.MAX_VALUE),
                    (int) count(headers, REPLAY_COUNT, Integer.MAX_VALUE - 1));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new UnreadableRecordException("a failure header is broken: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the headers of a record on the ladder that did not come there by failing: it can only
     * become a dead letter, which names the place where it was found.
     */
    static FailureHeaders misplaced(ConsumerRecord<?, ?> record) {
        return first(record);
    }

    /** Writes one more failure and replaces the previous one. */
    void write(Headers headers, Outcome.Failed failed, RetryLadder.Step step, Instant now) {
        // It quotes the record's content, and people read letters in a terminal.
        String reason = OneLine.of(failed.reason());
        put(headers, KIND, failed.kind());
        put(
                headers,
                REASON,
                reason.length() <= MAX_REASON_LENGTH
                        ? reason
                        : reason.substring(0, MAX_REASON_LENGTH));
        put(headers, ATTEMPT, String.valueOf(step.attempts()));
        put(headers, FIRST_FAILED_AT, String.valueOf(firstFailedAt == null ? now : firstFailedAt));
        put(headers, LAST_FAILED_AT, now.toString());
        put(headers, ORIGIN_TOPIC, originTopic);
        put(headers, ORIGIN_PARTITION, String.valueOf(originPartition));
        put(headers, ORIGIN_OFFSET, String.valueOf(originOffset));
        put(headers, REPLAY_COUNT, String.valueOf(replayCount));
        if (step.due() == null) {
            headers.remove(RETRY_DUE_AT);
        } else {
            put(headers, RETRY_DUE_AT, step.due().toString());
        }
    }

    /**
     * Turns a dead letter's headers into those of a record that waits on the first rung and has not
     * failed since it was replayed; the reason of its last failure stays readable until it fails
     * again.
     */
    public static void writeReplay(Headers headers, int replayCount, Instant due, String by) {
        put(headers, ATTEMPT, "0");
        put(headers, RETRY_DUE_AT, due.toString());
        put(headers, REPLAY_COUNT, String.valueOf(replayCount));
        put(headers, REPLAYED_BY, by);
    }

    private static void put(Headers headers, String name, String value) {
        CloudEventHeaders.put(headers, name, value);
    }

    private static String required(Headers headers, String name) {
        String text = CloudEventHeaders.text(headers, name);
        if (text == null) {
            throw new UnreadableRecordException("the header " + name + " is missing", null);
        }
        return text;
    }

    private static String originTopic(Headers headers) {
        String topic = required(headers, ORIGIN_TOPIC);
        if (!TOPIC_NAME.matcher(topic).matches()) {
            throw new UnreadableRecordException("the header origin-topic is no topic's name", null);
        }
        return topic;
    }

    private static long count(Headers headers, String name, long most) {
        long count = Long.parseLong(required(headers, name));
        if (count < 0 || count > most) {
            throw new UnreadableRecordException("the header %s is %d".formatted(name, count), null);
        }
        return count;
    }

    private static @Nullable Instant dueAt(ConsumerRecord<?, ?> record) {
        String text = CloudEventHeaders.text(record.headers(), RETRY_DUE_AT);
        if (text == null) {
            return null;
        }
        Instant due = Instant.parse(text);
        Duration wait = Duration.between(Instant.ofEpochMilli(record.timestamp()), due).abs();
        if (wait.compareTo(RetryLadder.WAITING_RETENTION) > 0) {
            throw new UnreadableRecordException(
                    "due at %s, a time at which the record is long gone or did not exist yet"
                            .formatted(due),
                    null);
        }
        return due;
    }
}
