package steadfast.messaging.replay;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.kafka.CloudEventHeaders;
import steadfast.messaging.retry.FailureHeaders;

/**
 * The result for one dead letter. The texts are unchecked, because anybody may have written the
 * record.
 *
 * @param topic where the event was first published ({@code partition} and {@code offset} are in
 *     that topic); for an unreadable letter, its own place
 * @param key null if it has none
 * @param type {@code ce_type}; null if it has none
 * @param kind of its last failure; null if it does not say
 * @param reason of its last failure; null if it does not say
 * @param replayCount how often it was sent back, this time included
 */
public record DeadLetterReport(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String type,
        @Nullable String kind,
        @Nullable String reason,
        int replayCount,
        ReplayOutcome outcome) {

    static DeadLetterReport of(DeadLetter.Intact letter, int replayCount, ReplayOutcome outcome) {
        FailureHeaders failures = letter.failures();
        return of(
                letter,
                failures.originTopic(),
                failures.originPartition(),
                failures.originOffset(),
                replayCount,
                outcome);
    }

    static DeadLetterReport of(DeadLetter.Unreadable letter) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        return of(
                letter,
                record.topic(),
                record.partition(),
                record.offset(),
                0,
                new ReplayOutcome.Unreadable(letter.why()));
    }

    private static DeadLetterReport of(
            DeadLetter letter,
            String topic,
            int partition,
            long offset,
            int replayCount,
            ReplayOutcome outcome) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        return new DeadLetterReport(
                topic,
                partition,
                offset,
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                CloudEventHeaders.text(record.headers(), CloudEventHeaders.TYPE),
                letter.kind(),
                letter.reason(),
                replayCount,
                outcome);
    }
}
