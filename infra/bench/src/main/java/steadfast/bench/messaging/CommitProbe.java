package steadfast.bench.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Commits offsets of its own beside a rival, as often as the engine does, and keeps the longest
 * time that the broker took to acknowledge one: what a commit costs on this machine during this
 * run, whatever the rival itself does.
 */
final class CommitProbe implements AutoCloseable {

    private static final double NANOS_PER_MILLI = 1e6;

    private final KafkaConsumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long slowestNanos;
    private volatile @Nullable RuntimeException failure;
    private long offset;

    private CommitProbe(RunSettings settings) {
        Map<String, Object> client = new HashMap<>();
        client.putAll(PlainLoop.consumer(settings, settings.topic() + "-probe"));
        this.consumer = new KafkaConsumer<>(client);
        this.partition = new TopicPartition(settings.topic(), 0);
        this.thread = Thread.ofPlatform().daemon().name("commit-probe").unstarted(this::run);
    }

    /** Starts committing; the first commit, which also finds the coordinator, does not count. */
    static CommitProbe start(RunSettings settings) {
        CommitProbe probe = new CommitProbe(settings);
        probe.consumer.assign(List.of(probe.partition));
        probe.commit();
        probe.thread.start();
        return probe;
    }

    private void run() {
        try {
            while (!closed) {
                long begin = System.nanoTime();
                commit();
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - begin);
                Thread.sleep(RunSettings.COMMIT_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void commit() {
        consumer.commitSync(
                Map.of(partition, new OffsetAndMetadata(offset++)), Duration.ofSeconds(30));
    }

    /**
     * Stops it and returns the longest commit so far, in milliseconds.
     *
     * @throws IllegalStateException if the broker refused one
     */
    double slowestMillis() throws InterruptedException {
        closed = true;
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the probe could not commit", failure);
        }
        return slowestNanos / NANOS_PER_MILLI;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
