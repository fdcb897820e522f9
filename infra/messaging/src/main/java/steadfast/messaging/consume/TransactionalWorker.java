package steadfast.messaging.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import steadfast.messaging.Handler;
import steadfast.messaging.Subscription;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.retry.FailureHandler;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.Worker;

/**
 * Hands up to {@code maxBatch} waiting records at a time to {@link TransactionalBatches}, on its
 * own thread.
 */
final class TransactionalWorker<T> implements Worker {

    private static final Logger LOG = Logger.getLogger(TransactionalWorker.class);
    private static final int BATCHES_AHEAD = 4;

    private final Subscription<T> subscription;
    private final int maxBatch;
    private final TransactionalBatches<T> batches;
    private final StopSignal stop;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FairQueue waiting = new FairQueue();
    private List<FetchedRecord> running = List.of();

    TransactionalWorker(
            Subscription<T> subscription,
            Handler<T> handler,
            int maxBatch,
            TransactionRunner transactions,
            FailureHandler failureHandler,
            DatabaseGuard database,
            StopSignal stop,
            CrashPoints crashPoints) {
        this.subscription = subscription;
        this.maxBatch = maxBatch;
        this.batches =
                new TransactionalBatches<>(
                        subscription,
                        handler,
                        transactions,
                        failureHandler,
                        database,
                        stop,
                        crashPoints);
        this.stop = stop;
        this.thread =
                Thread.ofPlatform().name(subscription.group() + "-transactions").start(this::work);
    }

    @Override
    public void submit(List<FetchedRecord> records) {
        lock.lock();
        try {
            records.forEach(waiting::add);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int unfinished() {
        lock.lock();
        try {
            return waiting.size() + running.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int enough() {
        return maxBatch * BATCHES_AHEAD;
    }

    @Override
    public void forget(Set<TopicPartition> partitions, Duration grace) {
        lock.lock();
        try {
            waiting.removeOf(partitions);
            long left = grace.toNanos();
            while (left > 0
                    && running.stream()
                            .anyMatch(record -> partitions.contains(record.partition()))) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
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
    }

    private void work() {
        try {
            while (!stop.stopped()) {
                List<FetchedRecord> batch = takeBatch();
                if (!batch.isEmpty()) {
                    batches.handle(batch);
                    finishBatch();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "consumer thread ended, the loop starts again: group=%s",
                    subscription.group());
        } finally {
            stop.stop();
        }
    }

    private List<FetchedRecord> takeBatch() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !stop.stopped()) {
                changed.await(1, TimeUnit.SECONDS);
            }
            List<FetchedRecord> batch = new ArrayList<>();
            while (batch.size() < maxBatch && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            running = batch;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void finishBatch() {
        lock.lock();
        try {
            running = List.of();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
