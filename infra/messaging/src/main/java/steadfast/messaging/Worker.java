package steadfast.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Handles what the poll thread fetched, on threads of its own. */
interface Worker {

    /** Takes records in the order of their topics. */
    void submit(List<FetchedRecord> records);

    /** How many are submitted and not finished. */
    int unfinished();

    /** How many unfinished ones are enough: beyond it fetching stops. */
    int enough();

    /** Drops what waits of these partitions and gives what runs a grace to finish. */
    void forget(Set<TopicPartition> partitions, Duration grace);

    /**
     * Ends the threads, giving what runs a grace; what is not finished is fetched again by whoever
     * comes next.
     */
    void close(Duration grace);
}
