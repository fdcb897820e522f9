package steadfast.messaging.retry;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Handles what the poll thread fetched, on threads of its own. */
public interface Worker {

    /** Takes records in the order of their topics. */
    void submit(List<FetchedRecord> records);

    /** How many are submitted, not finished, and in the way of others. */
    int unfinished();

    /** How many unfinished ones are enough. */
    int enough();

    /** Whether this partition is to be fetched no further for now. */
    default boolean hasEnoughOf(TopicPartition partition) {
        return unfinished() >= enough();
    }

    /** Drops what waits of these partitions and gives what runs a grace to finish. */
    void forget(Set<TopicPartition> partitions, Duration grace);

    /**
     * Ends the threads, giving what runs a grace; what is not finished is fetched again by whoever
     * comes next.
     */
    void close(Duration grace);
}
