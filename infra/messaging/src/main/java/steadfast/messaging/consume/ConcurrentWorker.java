package steadfast.messaging.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.Worker;

/**
 * Runs one virtual thread per record, at most {@code maxInFlight} at once, records of one ordering
 * key one after the other. A thread that finishes takes the next ready record itself, without
 * waiting for the poll thread.
 *
 * <p>Safe for many threads. The lock guards every field below it and hands a record from the thread
 * that submits it to the one that processes it; nothing is processed while it is held.
 */
final class ConcurrentWorker implements Worker {

    private static final Logger LOG = Logger.getLogger(ConcurrentWorker.class);
    private static final int FETCH_AHEAD = 2;

    private final String group;
    private final int maxInFlight;
    private final RecordProcessor<?> processor;
    private final StopSignal stop;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /**
     * The records that wait behind their ordering key's running or ready record. A key without
     * either has no entry.
     */
    private final Map<String, Deque<FetchedRecord>> queues = new HashMap<>();

    private final FairQueue ready = new FairQueue();
    private final Map<TopicPartition, Integer> runningByPartition = new HashMap<>();
    private int running;
    private int unfinished;

    ConcurrentWorker(String group, int maxInFlight, RecordProcessor<?> processor, StopSignal stop) {
        this.group = group;
        this.maxInFlight = maxInFlight;
        this.processor = processor;
        this.stop = stop;
    }

    @Override
    public void submit(List<FetchedRecord> records) {
        lock.lock();
        try {
            for (FetchedRecord record : records) {
                unfinished++;
                Deque<FetchedRecord> queue = queues.get(record.orderingKey());
                if (queue == null) {
                    queues.put(record.orderingKey(), new ArrayDeque<>(1));
                    ready.add(record);
                } else {
                    queue.add(record);
                }
            }
            while (running < maxInFlight && !ready.isEmpty()) {
                FetchedRecord first = start();
                Thread.ofVirtual().name(group + "-handler").start(() -> work(first));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int unfinished() {
        lock.lock();
        try {
            return unfinished;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int enough() {
        return maxInFlight * FETCH_AHEAD;
    }

    @Override
    public void forget(Set<TopicPartition> partitions, Duration grace) {
        lock.lock();
        try {
            dropWaiting(partitions);
            long left = grace.toNanos();
            while (left > 0 && partitions.stream().anyMatch(runningByPartition::containsKey)) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the partitions' records from the queues; if a key's ready record is removed, its next
     * one becomes ready.
     */
    private void dropWaiting(Set<TopicPartition> partitions) {
        for (Deque<FetchedRecord> queue : queues.values()) {
            unfinished -= remove(queue, partitions);
        }
        List<FetchedRecord> dropped = ready.removeOf(partitions);
        unfinished -= dropped.size();
        dropped.forEach(record -> nextInOrder(record.orderingKey()));
    }

    private static int remove(Deque<FetchedRecord> records, Set<TopicPartition> partitions) {
        int before = records.size();
        records.removeIf(record -> partitions.contains(record.partition()));
        return before - records.size();
    }

    @Override
    public void close(Duration grace) {
        stop.stop();
        lock.lock();
        try {
            long left = grace.toNanos();
            while (left > 0 && running > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void work(FetchedRecord first) {
        @Nullable FetchedRecord record = first;
        while (record != null) {
            try {
                processor.process(record);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.stop();
            } catch (RuntimeException | Error e) {
                // The record is not complete: only a fresh start from the commit is safe.
                LOG.errorf(e, "handler thread ended, the loop starts again: group=%s", group);
                stop.stop();
            } finally {
                record = finish(record);
            }
        }
    }

    private FetchedRecord start() {
        FetchedRecord record = ready.remove();
        running++;
        runningByPartition.merge(record.partition(), 1, Integer::sum);
        return record;
    }

    private @Nullable FetchedRecord finish(FetchedRecord record) {
        lock.lock();
        try {
            running--;
            unfinished--;
            runningByPartition.computeIfPresent(
                    record.partition(), (_, count) -> count == 1 ? null : count - 1);
            nextInOrder(record.orderingKey());
            changed.signalAll();
            return stop.stopped() || ready.isEmpty() ? null : start();
        } finally {
            lock.unlock();
        }
    }

    private void nextInOrder(String orderingKey) {
        Deque<FetchedRecord> queue = queues.get(orderingKey);
        FetchedRecord next = queue == null ? null : queue.poll();
        if (next == null) {
            queues.remove(orderingKey);
        } else {
            ready.add(next);
        }
    }
}
