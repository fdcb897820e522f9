package steadfast.messaging.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.LoopHealth;
import steadfast.messaging.offsets.PartitionProgress;

/**
 * Commits what is complete: at most once per interval while the session consumes, and at once where
 * a partition leaves it.
 *
 * <p>Used by the poll thread only, on which Kafka's consumer also runs the callback of a commit: no
 * field needs a lock. What other threads completed is read through {@link PartitionProgress}, which
 * is safe for many.
 */
final class OffsetCommitter {

    private static final Logger LOG = Logger.getLogger(OffsetCommitter.class);
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);

    private final String group;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> progress;
    private final Duration interval;
    private final LoopHealth health;
    private final CrashPoints crashPoints;
    private long lastCommitNanos = System.nanoTime();

    private boolean commitOnItsWay;

    /**
     * Creates the committer of one session.
     *
     * @param progress of each assigned partition; the session's own map, which changes with every
     *     rebalance
     * @param interval the shortest time between two commits
     */
    OffsetCommitter(
            String group,
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionProgress> progress,
            Duration interval,
            LoopHealth health,
            CrashPoints crashPoints) {
        this.group = group;
        this.consumer = consumer;
        this.progress = progress;
        this.interval = interval;
        this.health = health;
        this.crashPoints = crashPoints;
    }

    /** Begins to commit all partitions if the last commit is long enough ago; does not wait. */
    void commitWhenDue() {
        long now = System.nanoTime();
        // One commit at a time, if it takes no longer than usual: while the broker is down commits
        // would only pile up.
        Duration pause = commitOnItsWay ? COMMIT_LIMIT : interval;
        if (now - lastCommitNanos < pause.toNanos()) {
            return;
        }
        lastCommitNanos = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(progress.keySet());
        if (!offsets.isEmpty()) {
            commitOnItsWay = true;
            consumer.commitAsync(
                    offsets,
                    (committed, failure) -> {
                        commitOnItsWay = false;
                        if (failure == null) {
                            remember(committed);
                            health.progressed();
                            crashPoints.at(CrashPoints.Step.OFFSETS_COMMITTED);
                        } else {
                            LOG.warnf(
                                    "offsets not committed, trying again: group=%s %s",
                                    group, failure.toString());
                        }
                    });
        }
    }

    /** Commits these partitions and waits until it is done; a failure is only logged. */
    void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(partitions);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, COMMIT_LIMIT);
            remember(offsets);
        } catch (KafkaException e) {
            LOG.warnf(
                    "offsets not committed, their records come again: group=%s %s",
                    group, e.toString());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionProgress of = progress.get(partition);
            OffsetAndMetadata commit = of == null ? null : of.toCommit();
            if (commit != null) {
                offsets.put(partition, commit);
            }
        }
        return offsets;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((partition, commit) -> {
            PartitionProgress of = progress.get(partition);
            if (of != null) {
                of.committed(commit);
            }
        });
    }
}
