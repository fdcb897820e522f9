package steadfast.messaging.replay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tracks the newest record of each letter: a letter that dies again gets another record in its
 * topic, and only the newest may be replayed; otherwise every replay would multiply it.
 */
final class LatestDeadLetters {

    private final Map<DeadLetterKey, Latest> byLetter = new HashMap<>();

    /**
     * @param replays the highest count in any record of the letter: when a source topic is consumed
     *     again, its poison records start with a count of 0
     */
    private record Latest(int partition, long offset, long timestamp, int replays) {

        Latest next(Latest other) {
            boolean newer =
                    other.partition == partition
                            ? other.offset >= offset
                            : other.timestamp >= timestamp;
            Latest newest = newer ? other : this;
            return new Latest(
                    newest.partition,
                    newest.offset,
                    newest.timestamp,
                    Math.max(replays, other.replays));
        }
    }

    /** Adds one record; must be called in the order of its partition. */
    void add(DeadLetter.Intact letter) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        byLetter.merge(
                letter.identity(),
                new Latest(
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        letter.failures().replayCount()),
                Latest::next);
    }

    /** Returns whether this record is the newest of its letter. */
    boolean isNewest(DeadLetter.Intact letter) {
        Latest standing = byLetter.get(letter.identity());
        return standing != null
                && standing.partition == letter.record().partition()
                && standing.offset == letter.record().offset();
    }

    /** Returns how often the letter was sent back and died again. */
    int replays(DeadLetter.Intact letter) {
        Latest standing = byLetter.get(letter.identity());
        return standing == null ? letter.failures().replayCount() : standing.replays;
    }
}
