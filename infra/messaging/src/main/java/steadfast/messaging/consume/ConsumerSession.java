package steadfast.messaging.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.LoopHealth;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.offsets.OffsetWatch;
import steadfast.messaging.offsets.PartitionProgress;
import steadfast.messaging.retry.FailureHandler;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.Worker;

/**
 * One session of a consumer, from joining the group to leaving it: fetches, hands over to the
 * worker, and lets the {@link OffsetCommitter} commit. Runs on the poll thread only, as do the
 * callbacks of a rebalance.
 */
final class ConsumerSession implements ConsumerRebalanceListener {

    /**
     * The poll timeout while records are in progress, which are to be committed soon after they
     * complete.
     */
    private static final Duration BUSY_POLL = Duration.ofMillis(10);

    /** The poll timeout while all is committed; an arriving record ends a poll at once. */
    private static final Duration IDLE_POLL = Duration.ofMillis(500);

    private static final Duration PAUSE_WHILE_HELD_BACK = Duration.ofMillis(5);

    /** Notes a fetched record for the side of the subscription that is consumed. */
    @FunctionalInterface
    interface Intake {
        FetchedRecord accept(ConsumerRecord<byte[], byte[]> record, PartitionProgress progress);
    }

    private final Intake intake;
    private final OffsetWatch offsetWatch;
    private final LoopHealth health;
    private final MessagingConfig config;
    private final CrashPoints crashPoints;

    private final Consumer<byte[], byte[]> consumer;
    private final Worker worker;
    private final FailureHandler failureHandler;
    private final StopSignal stop;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final OffsetCommitter committer;

    ConsumerSession(
            String group,
            Consumer<byte[], byte[]> consumer,
            Worker worker,
            FailureHandler failureHandler,
            Intake intake,
            OffsetWatch offsetWatch,
            LoopHealth health,
            MessagingConfig config,
            CrashPoints crashPoints,
            StopSignal stop) {
        this.intake = intake;
        this.offsetWatch = offsetWatch;
        this.health = health;
        this.config = config;
        this.crashPoints = crashPoints;
        this.consumer = consumer;
        this.worker = worker;
        this.failureHandler = failureHandler;
        this.stop = stop;
        this.committer =
                new OffsetCommitter(
                        group, consumer, progress, config.commitInterval(), health, crashPoints);
    }

    /** Consumes until this session or the whole loop is to stop. */
    void consume(Set<String> topics, StopSignal closed) {
        consumer.subscribe(topics, this);
        try {
            while (!closed.stopped() && !stop.stopped()) {
                boolean heldBack = pausePartitions();
                ConsumerRecords<byte[], byte[]> records =
                        consumer.poll(heldBack ? Duration.ZERO : pollTimeout());
                crashPoints.at(CrashPoints.Step.POLLED);
                submit(records);
                committer.commitWhenDue();
                if (heldBack && records.isEmpty()) {
                    // Not inside the poll: with buffered records of a paused partition it spins,
                    // and takes CPU from the handlers that are to make room.
                    stop.pause(PAUSE_WHILE_HELD_BACK);
                }
            }
        } finally {
            worker.close(config.stopGrace());
            committer.commit(progress.keySet());
        }
    }

    /**
     * Pauses every partition of which the worker has enough records, whose failed records wait for
     * the broker, or whose commit could exceed the metadata limit.
     *
     * @return whether any is paused
     */
    private boolean pausePartitions() {
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        progress.forEach((partition, of) -> {
            boolean waits =
                    worker.hasEnoughOf(partition) || failureHandler.holdsUp(partition) || of.full();
            (waits ? pause : resume).add(partition);
        });
        Set<TopicPartition> paused = consumer.paused();
        pause.removeAll(paused);
        resume.retainAll(paused);
        consumer.pause(pause);
        consumer.resume(resume);
        return !consumer.paused().isEmpty();
    }

    private Duration pollTimeout() {
        if (!progress.values().stream().allMatch(PartitionProgress::settled)) {
            return BUSY_POLL;
        }
        health.progressed();
        return IDLE_POLL;
    }

    private void submit(ConsumerRecords<byte[], byte[]> records) {
        List<FetchedRecord> fetched = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            @Nullable PartitionProgress of = progress.get(partition);
            if (of == null) {
                continue;
            }
            if (!of.continuesAt(record.offset())) {
                of = continuedElsewhere(partition, of, record.offset());
            }
            if (of.begin(record.offset(), record.leaderEpoch())) {
                fetched.add(intake.accept(record, of));
            }
        }
        if (!fetched.isEmpty()) {
            worker.submit(fetched);
        }
    }

    /**
     * Returns the progress to continue with after a jump of the log. Running records of a log that
     * went back complete on the old progress, where they hide no new record with the same offset.
     */
    private PartitionProgress continuedElsewhere(
            TopicPartition partition, PartitionProgress of, long offset) {
        if (offset > of.position()) {
            offsetWatch.skipped(partition, of.position(), offset, consumer);
            return of;
        }
        offsetWatch.wentBack(partition, of.position(), offset);
        PartitionProgress fresh = new PartitionProgress(null);
        progress.put(partition, fresh);
        return fresh;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
                consumer.committed(Set.copyOf(partitions));
        progress.putAll(offsetWatch.assigned(partitions, committed, consumer));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        worker.forget(Set.copyOf(partitions), config.stopGrace());
        failureHandler.forget(Set.copyOf(partitions));
        committer.commit(partitions);
        progress.keySet().removeAll(partitions);
    }

    /**
     * The partitions already belong to another consumer: nothing may be committed for them any
     * more.
     */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        worker.forget(Set.copyOf(partitions), Duration.ZERO);
        failureHandler.forget(Set.copyOf(partitions));
        progress.keySet().removeAll(partitions);
    }
}
