package steadfast.bench.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits offsets of its own in a rival's process, as often as the engine does, and keeps the
 * longest time that one took in a mapped file: what a commit costs in this process, on this machine
 * and during this run, whatever the rival itself does.
 */
final class CommitProbe {

    private static final int MOST_LIVES = 8;

    private final RunSettings settings;
    private final MappedByteBuffer slowestNanos;
    private long offset;

    private CommitProbe(RunSettings settings) {
        this.settings = settings;
        this.slowestNanos = open(settings);
    }

    /** Starts committing until the process ends. */
    static void start(RunSettings settings) {
        Thread.ofPlatform().daemon().name("commit-probe").start(new CommitProbe(settings)::run);
    }

    /** Returns the longest commit of the first lives of a run, in milliseconds; 0 without lives. */
    static double slowestMillis(RunSettings settings, int lives) {
        if (lives == 0) {
            return 0;
        }
        MappedByteBuffer slowestNanos = open(settings);
        long slowest = 0;
        for (int life = 1; life <= lives; life++) {
            slowest = Math.max(slowest, slowestNanos.getLong(slot(life)));
        }
        return slowest / 1e6;
    }

    private static MappedByteBuffer open(RunSettings settings) {
        try (FileChannel channel =
                FileChannel.open(
                        settings.commits(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, slot(MOST_LIVES + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int slot(int life) {
        return (life - 1) * Long.BYTES;
    }

    private void run() {
        TopicPartition partition = new TopicPartition(settings.topic(), 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(PlainLoop.consumer(settings, settings.topic() + "-probe"))) {
            consumer.assign(List.of(partition));
            // Not counted: the first one also finds the coordinator.
            commit(consumer, partition);
            while (true) {
                long begin = System.nanoTime();
                commit(consumer, partition);
                note(System.nanoTime() - begin);
                Thread.sleep(RunSettings.COMMIT_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset++)));
    }

    private void note(long nanos) {
        int slot = slot(settings.life());
        slowestNanos.putLong(slot, Math.max(slowestNanos.getLong(slot), nanos));
    }
}
