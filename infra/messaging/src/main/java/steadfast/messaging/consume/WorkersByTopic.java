package steadfast.messaging.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.Subscription;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.Worker;

/**
 * Hands each record of a group's ladder to the worker of the subscription that consumes its source
 * topic. The workers do not wait for each other.
 */
final class WorkersByTopic implements Worker {

    private final List<Worker> workers = new ArrayList<>();
    private final Map<String, Worker> byTopic = new HashMap<>();

    /** Makes a subscription's worker. */
    @FunctionalInterface
    interface Workers {
        Worker of(Subscription<?> subscription);
    }

    WorkersByTopic(ConsumerGroup group, Workers workersOf) {
        for (Subscription<?> subscription : group.subscriptions()) {
            Worker worker = workersOf.of(subscription);
            workers.add(worker);
            subscription.topics().forEach(topic -> byTopic.put(topic, worker));
        }
    }

    @Override
    public void submit(List<FetchedRecord> records) {
        Map<Worker, List<FetchedRecord>> byWorker = new HashMap<>();
        records.forEach(record ->
                byWorker.computeIfAbsent(workerOf(record), _ -> new ArrayList<>()).add(record));
        byWorker.forEach(Worker::submit);
    }

    /** Returns any worker for a record of no subscription: each finds it misplaced. */
    private Worker workerOf(FetchedRecord record) {
        return byTopic.getOrDefault(record.failures().originTopic(), workers.getFirst());
    }

    @Override
    public int unfinished() {
        return workers.stream().mapToInt(Worker::unfinished).sum();
    }

    @Override
    public int enough() {
        return workers.stream().mapToInt(Worker::enough).sum();
    }

    @Override
    public int roomFor(FetchedRecord record) {
        return workerOf(record).roomFor(record);
    }

    @Override
    public void forget(Set<TopicPartition> partitions, Duration grace) {
        // First all drop what waits: none may begin more of it while another one's records end.
        workers.forEach(worker -> worker.forget(partitions, Duration.ZERO));
        long deadline = System.nanoTime() + grace.toNanos();
        workers.forEach(worker -> worker.forget(partitions, until(deadline)));
    }

    @Override
    public void close(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        workers.forEach(worker -> worker.close(until(deadline)));
    }

    private static Duration until(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }
}
