package steadfast.messaging.offsets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Detects differences between a log and the group's commit: the log lost its tail or was recreated,
 * records expired before they were read, or the offset was set by hand. Each is counted and logged
 * as one ERROR with both offsets; the loop continues where log and commit agree, and the reconciler
 * repairs what was lost in between.
 *
 * <p>Used by the poll thread only.
 */
public final class OffsetWatch {

    private static final Logger LOG = Logger.getLogger(OffsetWatch.class);

    /** A compacted topic has gaps everywhere; checking each would cost a request. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final String group;
    private final MeterRegistry meters;
    private final Map<TopicPartition, Long> askedNanos = new HashMap<>();

    public OffsetWatch(String group, MeterRegistry meters) {
        this.group = group;
        this.meters = meters;
    }

    /**
     * Compares the commits of newly assigned partitions with their logs, and sets the positions.
     */
    public Map<TopicPartition, PartitionProgress> assigned(
            Collection<TopicPartition> partitions,
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed,
            Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata commit = committed.get(partition);
            progress.put(
                    partition,
                    commit == null
                            ? new PartitionProgress(null)
                            : from(
                                    partition,
                                    commit,
                                    begins.getOrDefault(partition, 0L),
                                    ends.getOrDefault(partition, Long.MAX_VALUE)));
        }
        return progress;
    }

    private PartitionProgress from(
            TopicPartition partition, OffsetAndMetadata commit, long begin, long end) {
        if (!CompletedOffsets.isOurs(commit.metadata())) {
            LOG.errorf(
                    "the committed offset was changed from outside, going on from it: group=%s"
                            + " topic=%s partition=%d offset=%d logBegin=%d logEnd=%d",
                    group, partition.topic(), partition.partition(), commit.offset(), begin, end);
            moved(partition, "set-by-hand");
        }
        if (commit.offset() < begin) {
            lost(partition, commit.offset(), begin);
            return new PartitionProgress(new OffsetAndMetadata(begin, commit.leaderEpoch(), ""));
        }
        if (commit.offset() > end) {
            LOG.errorf(
                    "the committed offset lies beyond the end of the log, which lost its tail or"
                            + " was recreated; going on from where they agree, at the latest"
                            + " from the earliest record: group=%s topic=%s partition=%d"
                            + " committed=%d logEnd=%d",
                    group, partition.topic(), partition.partition(), commit.offset(), end);
            moved(partition, "back");
            return new PartitionProgress(null);
        }
        long remembered = CompletedOffsets.parse(commit.metadata()).complete().length();
        if (commit.offset() + remembered > end) {
            wentBack(partition, commit.offset() + remembered, end);
            return new PartitionProgress(
                    new OffsetAndMetadata(commit.offset(), commit.leaderEpoch(), ""));
        }
        return new PartitionProgress(commit);
    }

    /** Reports that the log went back below what was read of it. */
    public void wentBack(TopicPartition partition, long expected, long found) {
        LOG.errorf(
                "the log lost its tail or was recreated, going on from its record: group=%s"
                        + " topic=%s partition=%d expected=%d found=%d",
                group, partition.topic(), partition.partition(), expected, found);
        moved(partition, "back");
    }

    /** Checks whether the records that the fetch skipped expired before they were read. */
    public void skipped(
            TopicPartition partition, long expected, long found, Consumer<?, ?> consumer) {
        long now = System.nanoTime();
        @Nullable Long asked = askedNanos.get(partition);
        if (asked != null && now - asked < BETWEEN_QUESTIONS.toNanos()) {
            return;
        }
        askedNanos.put(partition, now);
        try {
            long begin =
                    consumer.beginningOffsets(Set.of(partition), ANSWER_LIMIT)
                            .getOrDefault(partition, 0L);
            if (begin > expected) {
                lost(partition, expected, Math.min(begin, found));
            }
        } catch (KafkaException e) {
            LOG.infof("the start of the log can't be read now: %s %s", partition, e.toString());
        }
    }

    private void lost(TopicPartition partition, long expected, long found) {
        LOG.errorf(
                "records were removed from the log before they were read:"
                        + " group=%s topic=%s partition=%d expected=%d found=%d lost=%d",
                group, partition.topic(), partition.partition(), expected, found, found - expected);
        counter("messaging.records.lost", "topic", partition.topic())
                .increment((double) (found - expected));
    }

    private void moved(TopicPartition partition, String how) {
        counter("messaging.offsets.moved", "topic", partition.topic(), "how", how).increment();
    }

    private Counter counter(String name, String... tags) {
        return Counter.builder(name).tag("group", group).tags(tags).register(meters);
    }
}
