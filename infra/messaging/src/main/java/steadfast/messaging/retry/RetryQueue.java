package steadfast.messaging.retry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import steadfast.messaging.ParkingGate;
import steadfast.messaging.loop.StopSignal;

/**
 * Holds the records of all rungs until they are due, and those of the parking tiers until the gate
 * releases them; then the worker behind it handles them as if they had just been fetched. Only the
 * due time decides the order, not the place in a topic.
 *
 * <p>Parked records block nothing, however many there are and however long they stay: each tier
 * holds few in memory and pauses only its own partitions, and released records use only the room
 * that due records leave in the worker.
 */
public final class RetryQueue implements Worker {

    private static final Logger LOG = Logger.getLogger(RetryQueue.class);
    private static final Duration GATE_INTERVAL = Duration.ofMillis(20);

    /**
     * The records of each tier in memory; they need not be punctual, and the broker keeps the rest.
     */
    static final int MAX_PARKED = 1_000;

    private final Worker worker;
    private final ParkingGate gate;
    private final int maxWaiting;
    private final Clock clock;
    private final Timer lateness;
    private final StopSignal stop;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiting> byDueTime =
            new PriorityQueue<>(Comparator.comparing(Waiting::due));
    private final Map<String, Deque<FetchedRecord>> parked = new HashMap<>();
    private long gateAskedNanos = System.nanoTime() - GATE_INTERVAL.toNanos();

    /** A record and when it is due. */
    private record Waiting(Instant due, FetchedRecord record) {}

    public RetryQueue(
            String group,
            Worker worker,
            ParkingGate gate,
            int maxWaiting,
            Clock clock,
            MeterRegistry meters,
            StopSignal stop) {
        this.worker = worker;
        this.gate = gate;
        this.maxWaiting = maxWaiting;
        this.clock = clock;
        this.lateness =
                Timer.builder("messaging.retry.lateness").tag("group", group).register(meters);
        this.stop = stop;
        this.thread = Thread.ofPlatform().name(group + "-retry-timer").start(this::release);
    }

    @Override
    public void submit(List<FetchedRecord> records) {
        lock.lock();
        try {
            for (FetchedRecord record : records) {
                String tier = RetryLadder.parkingTier(record.source().topic());
                if (tier != null) {
                    parked.computeIfAbsent(tier, _ -> new ArrayDeque<>()).add(record);
                } else {
                    Instant due = record.failures().dueAt();
                    byDueTime.add(new Waiting(due == null ? Instant.EPOCH : due, record));
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int unfinished() {
        lock.lock();
        try {
            return byDueTime.size() + worker.unfinished();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int enough() {
        return maxWaiting;
    }

    @Override
    public boolean hasEnoughOf(TopicPartition partition) {
        String tier = RetryLadder.parkingTier(partition.topic());
        if (tier == null) {
            return unfinished() >= enough();
        }
        lock.lock();
        try {
            Deque<FetchedRecord> records = parked.get(tier);
            return records != null && records.size() >= MAX_PARKED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(Set<TopicPartition> partitions, Duration grace) {
        lock.lock();
        try {
            byDueTime.removeIf(waiting -> partitions.contains(waiting.record().partition()));
            parked.values()
                    .forEach(tier ->
                            tier.removeIf(record -> partitions.contains(record.partition())));
        } finally {
            lock.unlock();
        }
        worker.forget(partitions, grace);
    }

    @Override
    public void close(Duration grace) {
        stop.stop();
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.close(grace);
    }

    private void release() {
        try {
            while (!stop.stopped()) {
                submitDueRecords();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "retry timer ended, the loop starts again");
        } finally {
            stop.stop();
        }
    }

    /**
     * Submits due records, or waits until one may be due. Holds the lock throughout, so that {@link
     * #forget} finds a record either here or in the worker.
     */
    private void submitDueRecords() throws InterruptedException {
        lock.lock();
        try {
            List<FetchedRecord> due = new ArrayList<>();
            takeDueRecords(due);
            takeAdmitted(due);
            if (due.isEmpty()) {
                awaitNext();
            } else {
                worker.submit(due);
            }
        } finally {
            lock.unlock();
        }
    }

    private void takeDueRecords(List<FetchedRecord> due) {
        Instant now = clock.instant();
        while (!byDueTime.isEmpty() && !byDueTime.peek().due().isAfter(now)) {
            Waiting waiting = byDueTime.remove();
            if (!waiting.due().equals(Instant.EPOCH)) {
                lateness.record(Duration.between(waiting.due(), now));
            }
            due.add(waiting.record());
        }
    }

    /** Asks the gate at most every {@link #GATE_INTERVAL}, however often other records are due. */
    private void takeAdmitted(List<FetchedRecord> due) {
        long now = System.nanoTime();
        if (now - gateAskedNanos < GATE_INTERVAL.toNanos()) {
            return;
        }
        gateAskedNanos = now;
        for (Map.Entry<String, Deque<FetchedRecord>> tier : parked.entrySet()) {
            Deque<FetchedRecord> records = tier.getValue();
            int room = records.isEmpty() ? 0 : worker.roomFor(records.element()) - due.size();
            int most = Math.min(room, records.size());
            int admitted =
                    most <= 0 ? 0 : Math.min(most, gate.admit(tier.getKey(), records.size()));
            for (int i = 0; i < admitted; i++) {
                due.add(records.remove());
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller's loop checks everything again
    private void awaitNext() throws InterruptedException {
        Duration wait =
                parked.values().stream().allMatch(Deque::isEmpty)
                        ? Duration.ofSeconds(1)
                        : GATE_INTERVAL;
        if (!byDueTime.isEmpty()) {
            Duration untilDue = Duration.between(clock.instant(), byDueTime.peek().due());
            wait = untilDue.compareTo(wait) < 0 ? untilDue : wait;
        }
        changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
