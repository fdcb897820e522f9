package steadfast.messaging.retry;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Handles the fetched records, on its own threads. */
public interface Worker {

    /** Accepts records in the order of their topics. */
    void submit(List<FetchedRecord> records);

    /** Returns how many are submitted, unfinished, and holding up others. */
    int unfinished();

    /** Returns how many unfinished ones are enough. */
    int enough();

    /** Returns how many more records such as this one are not too many. */
    default int roomFor(FetchedRecord record) {
        return enough() - unfinished();
    }

    /** Returns whether this partition is to be fetched no further for now. */
    default boolean hasEnoughOf(TopicPartition partition) {
        return unfinished() >= enough();
    }

    /** Drops the waiting records of these partitions and gives running ones a grace period. */
    void forget(Set<TopicPartition> partitions, Duration grace);

    /**
     * Ends the threads after a grace period; unfinished records are fetched again by the next
     * owner.
     */
    void close(Duration grace);
}
