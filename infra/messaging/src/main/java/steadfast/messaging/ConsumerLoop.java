package steadfast.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Consumes one {@link Subscription}. The poll thread fetches, commits and does nothing else; a
 * {@link Worker} handles.
 *
 * <p>An offset is committed only after its record's effect is in the database, or its copy
 * acknowledged in the dead-letter topic. Completion may be out of order: the commit is the lowest
 * gap and remembers what is complete above it. When anything unforeseen ends the loop, it starts
 * again from the last commit.
 */
public final class ConsumerLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration POLL_WHEN_ENOUGH = Duration.ofMillis(5);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_POLL_RECORDS = 500;

    private final Subscription<?> subscription;
    private final Side side;
    private final FailureCopies copies;
    private final KafkaClients clients;
    private final TransactionRunner transactions;
    private final MessagingConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Faults faults;
    private final StopSignal closed = new StopSignal();
    private final Thread thread;

    /** What of the subscription a loop consumes. */
    sealed interface Side {

        /** The source topics, in the group itself. */
        record First() implements Side {}

        /** All rungs and parking tiers, in the group {@code <group>.retry}. */
        record Waiting(ParkingGate gate) implements Side {}
    }

    /** A loop that is not started yet; {@code clock} and {@code faults} are for tests to hold. */
    ConsumerLoop(
            Subscription<?> subscription,
            Side side,
            FailureCopies copies,
            KafkaClients clients,
            TransactionRunner transactions,
            MessagingConfig config,
            MeterRegistry meters,
            Clock clock,
            Faults faults) {
        this.subscription = subscription;
        this.side = side;
        this.copies = copies;
        this.clients = clients;
        this.transactions = transactions;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.faults = faults;
        this.thread = Thread.ofPlatform().name(group() + "-poll").unstarted(this::run);
    }

    /** Starts consuming. */
    public void start() {
        thread.start();
    }

    /** Whether the poll thread lives. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Finishes what runs, commits it, and leaves the group. */
    @Override
    public void close() {
        closed.stop();
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed.stopped()) {
            StopSignal stop = new StopSignal();
            try (KafkaClients.Bound<Consumer<byte[], byte[]>> consumer =
                    clients.consumer(group(), MAX_POLL_RECORDS)) {
                FailedRecords failedRecords = new FailedRecords(copies, stop, faults);
                Worker worker = inRoom(worker(subscription, failedRecords, stop), stop);
                new Turn(consumer.client(), worker, stop).consume();
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "consumer stopped, starting again from the last commit: group=%s",
                        group());
            }
            if (!closed.stopped()) {
                closed.pause(RESTART_PAUSE);
            }
        }
    }

    private String group() {
        return switch (side) {
            case Side.First _ -> subscription.group();
            case Side.Waiting _ -> subscription.group() + ".retry";
        };
    }

    private Set<String> topics() {
        return switch (side) {
            case Side.First _ -> subscription.topics();
            case Side.Waiting _ -> RetryLadder.waitingTopics(subscription, config.retry());
        };
    }

    private Worker inRoom(Worker worker, StopSignal stop) {
        return switch (side) {
            case Side.First _ -> worker;
            case Side.Waiting(ParkingGate gate) ->
                    new WaitingRoom(
                            subscription.group(),
                            worker,
                            gate,
                            config.retry().maxWaiting(),
                            clock,
                            meters,
                            stop);
        };
    }

    private FetchedRecord fetched(ConsumerRecord<byte[], byte[]> record, PartitionProgress of) {
        return switch (side) {
            case Side.First _ -> FetchedRecord.first(record, of);
            case Side.Waiting _ -> FetchedRecord.waited(record, of, subscription.group());
        };
    }

    private <T> Worker worker(Subscription<T> of, FailedRecords failedRecords, StopSignal stop) {
        Handler<T> handler = new MeasuredHandler<>(of.handler(), of.group(), meters);
        return switch (of.mode()) {
            case Subscription.Mode.Transactional(int maxBatch) ->
                    new TransactionalWorker<>(
                            of, handler, maxBatch, transactions, failedRecords, stop, faults);
            case Subscription.Mode.Concurrent(int maxInFlight) ->
                    new ConcurrentWorker<>(of, handler, maxInFlight, failedRecords, stop, faults);
        };
    }

    /** One life of a consumer, from joining the group to leaving it. */
    private final class Turn implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;
        private final Worker worker;
        private final StopSignal stop;
        private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
        private long lastCommitNanos = System.nanoTime();

        Turn(Consumer<byte[], byte[]> consumer, Worker worker, StopSignal stop) {
            this.consumer = consumer;
            this.worker = worker;
            this.stop = stop;
        }

        void consume() {
            consumer.subscribe(topics(), this);
            try {
                while (!closed.stopped() && !stop.stopped()) {
                    boolean enough = holdBack();
                    ConsumerRecords<byte[], byte[]> records =
                            consumer.poll(enough ? POLL_WHEN_ENOUGH : POLL);
                    faults.at(Faults.Step.POLLED);
                    submit(records);
                    commitWhenDue();
                }
            } finally {
                worker.close(config.stopGrace());
                commit(progress.keySet());
            }
        }

        /**
         * Pauses every partition when enough is waiting, and any whose commit could outgrow its
         * metadata.
         */
        private boolean holdBack() {
            boolean enough = worker.unfinished() >= worker.enough();
            Set<TopicPartition> pause = new HashSet<>();
            Set<TopicPartition> resume = new HashSet<>();
            progress.forEach(
                    (partition, of) -> (enough || of.full() ? pause : resume).add(partition));
            Set<TopicPartition> paused = consumer.paused();
            pause.removeAll(paused);
            resume.retainAll(paused);
            consumer.pause(pause);
            consumer.resume(resume);
            return enough;
        }

        private void submit(ConsumerRecords<byte[], byte[]> records) {
            List<FetchedRecord> fetched = new ArrayList<>(records.count());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                PartitionProgress of =
                        progress.get(new TopicPartition(record.topic(), record.partition()));
                if (of != null && of.begin(record.offset())) {
                    fetched.add(fetched(record, of));
                }
            }
            if (!fetched.isEmpty()) {
                worker.submit(fetched);
            }
        }

        private void commitWhenDue() {
            long now = System.nanoTime();
            if (now - lastCommitNanos < config.commitInterval().toNanos()) {
                return;
            }
            lastCommitNanos = now;
            Map<TopicPartition, OffsetAndMetadata> offsets = offsets(progress.keySet());
            if (!offsets.isEmpty()) {
                consumer.commitAsync(
                        offsets,
                        (committed, failure) -> {
                            if (failure == null) {
                                remember(committed);
                                faults.at(Faults.Step.OFFSETS_COMMITTED);
                            } else {
                                LOG.warnf(
                                        "offsets not committed, trying again: group=%s %s",
                                        group(), failure.toString());
                            }
                        });
            }
        }

        private void commit(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> offsets = offsets(partitions);
            if (offsets.isEmpty()) {
                return;
            }
            try {
                consumer.commitSync(offsets, Duration.ofSeconds(5));
                remember(offsets);
            } catch (KafkaException e) {
                LOG.warnf(
                        "offsets not committed, their records come again: group=%s %s",
                        group(), e.toString());
            }
        }

        private Map<TopicPartition, OffsetAndMetadata> offsets(
                Collection<TopicPartition> partitions) {
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

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                progress.put(partition, new PartitionProgress(committed.get(partition)));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            worker.forget(Set.copyOf(partitions), config.stopGrace());
            commit(partitions);
            progress.keySet().removeAll(partitions);
        }

        /**
         * The partitions already belong to somebody else: nothing of ours may be committed any
         * more.
         */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            worker.forget(Set.copyOf(partitions), Duration.ZERO);
            progress.keySet().removeAll(partitions);
        }
    }
}
