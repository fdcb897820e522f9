package steadfast.bench.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits offsets of its own in a rival's process, as often as the engine does, while a second
 * thread only sleeps and wakes. The longest times of both are kept in a mapped file: what a commit
 * costs, and how long a thread waits for a processor, in this process, on this machine and during
 * this run, whatever the rival itself does.
 */
final class CommitProbe {

    private static final int MOST_LIVES = 8;
    private static final Duration NAP = Duration.ofMillis(2);

    private final RunSettings settings;
    private final MappedByteBuffer longestNanos;
    private long offset;

    /**
     * The longest delays of the lives that were killed, in milliseconds; 0 without such a life.
     *
     * @param commitMillis from a commit to the broker's answer
     * @param pauseMillis from when a thread should wake until it did
     */
    record Longest(double commitMillis, double pauseMillis) {}

    private CommitProbe(RunSettings settings) {
        this.settings = settings;
        this.longestNanos = open(settings);
    }

    /** Starts committing and waking until the process ends. */
    static void start(RunSettings settings) {
        CommitProbe probe = new CommitProbe(settings);
        Thread.ofPlatform().daemon().name("commit-probe").start(probe::commitAgain);
        Thread.ofPlatform().daemon().name("pause-probe").start(probe::wakeAgain);
    }

    /** Returns the longest delays of the first lives of a run. */
    static Longest longest(RunSettings settings, int lives) {
        if (lives == 0) {
            return new Longest(0, 0);
        }
        MappedByteBuffer longestNanos = open(settings);
        long commit = 0;
        long pause = 0;
        for (int life = 1; life <= lives; life++) {
            commit = Math.max(commit, longestNanos.getLong(commitSlot(life)));
            pause = Math.max(pause, longestNanos.getLong(pauseSlot(life)));
        }
        return new Longest(commit / 1e6, pause / 1e6);
    }

    private static MappedByteBuffer open(RunSettings settings) {
        try (FileChannel channel =
                FileChannel.open(
                        settings.commits(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, commitSlot(MOST_LIVES + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int commitSlot(int life) {
        return (life - 1) * 2 * Long.BYTES;
    }

    private static int pauseSlot(int life) {
        return commitSlot(life) + Long.BYTES;
    }

    private void wakeAgain() {
        try {
            while (true) {
                long due = System.nanoTime() + NAP.toNanos();
                Thread.sleep(NAP);
                note(pauseSlot(settings.life()), System.nanoTime() - due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitAgain() {
        TopicPartition partition = new TopicPartition(settings.topic(), 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(PlainLoop.consumer(settings, settings.topic() + "-probe"))) {
            consumer.assign(List.of(partition));
            // Not counted: the first one also finds the coordinator.
            commit(consumer, partition);
            while (true) {
                long begin = System.nanoTime();
                commit(consumer, partition);
                note(commitSlot(settings.life()), System.nanoTime() - begin);
                Thread.sleep(RunSettings.COMMIT_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset++)));
    }

    private void note(int slot, long nanos) {
        longestNanos.putLong(slot, Math.max(longestNanos.getLong(slot), nanos));
    }
}
