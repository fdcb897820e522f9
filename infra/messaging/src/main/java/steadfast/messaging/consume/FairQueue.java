package steadfast.messaging.consume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import steadfast.messaging.retry.FetchedRecord;

/**
 * The waiting records of a worker, in a line for each source topic: lines take turns, so that a
 * flood from one topic makes no record of another late. For one thread at a time.
 */
final class FairQueue {

    /** One for all records that belong to no topic of the group, however many topics they name. */
    private static final String MISPLACED = "";

    private final Map<String, Deque<FetchedRecord>> lines = new HashMap<>();

    /** The lines with waiting records; the first one's turn is next. */
    private final Deque<Deque<FetchedRecord>> turns = new ArrayDeque<>();

    private int size;

    void add(FetchedRecord record) {
        String name = record.misplaced() == null ? record.failures().originTopic() : MISPLACED;
        Deque<FetchedRecord> line = lines.computeIfAbsent(name, _ -> new ArrayDeque<>());
        if (line.isEmpty()) {
            turns.add(line);
        }
        line.add(record);
        size++;
    }

    /**
     * Removes the longest waiting record of the line whose turn it is.
     *
     * @throws NoSuchElementException if none waits
     */
    FetchedRecord remove() {
        Deque<FetchedRecord> line = turns.remove();
        FetchedRecord record = line.remove();
        size--;
        if (!line.isEmpty()) {
            turns.add(line);
        }
        return record;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Removes the records of these partitions, and returns them. */
    List<FetchedRecord> removeOf(Set<TopicPartition> partitions) {
        List<FetchedRecord> removed =
                turns.stream()
                        .flatMap(Deque::stream)
                        .filter(record -> partitions.contains(record.partition()))
                        .toList();
        turns.forEach(line -> line.removeIf(record -> partitions.contains(record.partition())));
        turns.removeIf(Deque::isEmpty);
        size -= removed.size();
        return removed;
    }
}
