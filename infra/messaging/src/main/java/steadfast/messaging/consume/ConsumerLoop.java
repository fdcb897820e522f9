package steadfast.messaging.consume;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.ParkingGate;
import steadfast.messaging.Subscription;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.LoopHealth;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.offsets.OffsetWatch;
import steadfast.messaging.retry.FailureHandler;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.RetryLadder;
import steadfast.messaging.retry.RetryPublisher;
import steadfast.messaging.retry.RetryQueue;
import steadfast.messaging.retry.Worker;

/**
 * Consumes the source topics of a {@link Subscription}, or the ladder of a {@link ConsumerGroup}.
 * The poll thread fetches, commits and does nothing else; a {@link Worker} handles.
 *
 * <p>An offset is committed only after its record's effect is in the database, or its copy
 * acknowledged in the dead-letter topic. Completion may be out of order: the commit is the lowest
 * gap, and its metadata holds what is complete above it. If an unexpected error ends the loop, it
 * restarts from the last commit.
 */
public final class ConsumerLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_POLL_RECORDS = 500;

    private final Side side;
    private final RetryPublisher copies;
    private final KafkaClients clients;
    private final DatabaseAccess database;
    private final MessagingConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final CrashPoints crashPoints;
    private final StopSignal closed = new StopSignal();
    private final LoopHealth health;
    private final Thread thread;

    /** What a loop consumes. */
    public sealed interface Side {

        /** A subscription's source topics, in its group itself. */
        record First(Subscription<?> subscription) implements Side {}

        /**
         * All rungs and parking tiers of a group, in the group {@code <group>.retry}: one loop for
         * all subscriptions, since two in one group would be assigned each other's records.
         */
        record Waiting(ConsumerGroup of, ParkingGate gate) implements Side {}
    }

    /** Creates a loop that is not started yet; {@code clock} and {@code faults} are for tests. */
    public ConsumerLoop(
            Side side,
            RetryPublisher copies,
            KafkaClients clients,
            DatabaseAccess database,
            MessagingConfig config,
            MeterRegistry meters,
            Clock clock,
            CrashPoints crashPoints) {
        this.side = side;
        this.copies = copies;
        this.clients = clients;
        this.database = database;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.crashPoints = crashPoints;
        this.health = new LoopHealth(group());
        this.thread = Thread.ofPlatform().name(group() + "-poll").unstarted(this::run);
    }

    /** Starts consuming. */
    public void start() {
        thread.start();
    }

    /** Returns why this instance can't do the loop's work; empty if it can. */
    public Optional<String> whyNotReady() {
        return thread.isAlive()
                ? health.whyNotReady()
                : Optional.of("%s does not run".formatted(group()));
    }

    /**
     * Returns how long records have waited without progress; empty for the side where records wait
     * by design.
     */
    Optional<Duration> progressAge() {
        return switch (side) {
            case Side.First _ -> Optional.of(health.progressAge());
            case Side.Waiting _ -> Optional.empty();
        };
    }

    /** Finishes running records, commits them, and leaves the group. */
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
            @Nullable RuntimeException failure = null;
            health.started();
            try (KafkaClients.Bound<Consumer<byte[], byte[]>> consumer =
                    clients.consumer(group(), MAX_POLL_RECORDS)) {
                FailureHandler failureHandler = new FailureHandler(copies, stop, crashPoints);
                DatabaseGuard guard =
                        new DatabaseGuard(
                                group(),
                                database.monitor(),
                                config.retry().stuckAfter(),
                                health,
                                stop);
                Worker worker = worker(failureHandler, guard, stop);
                new ConsumerSession(
                                group(),
                                consumer.client(),
                                worker,
                                failureHandler,
                                intake(),
                                new OffsetWatch(group(), meters),
                                health,
                                config,
                                crashPoints,
                                stop)
                        .consume(topics(), closed);
            } catch (RuntimeException e) {
                failure = e;
                LOG.errorf(
                        e,
                        "consumer stopped, starting again from the last commit: group=%s",
                        group());
            }
            if (!closed.stopped()) {
                health.restarts(failure);
                closed.pause(RESTART_PAUSE);
            }
        }
    }

    /** Returns the consumer group. */
    public String group() {
        return switch (side) {
            case Side.First(Subscription<?> subscription) -> subscription.group();
            case Side.Waiting(ConsumerGroup of, _) -> RetryLadder.waitingGroup(of.name());
        };
    }

    /** Returns the topics that it consumes. */
    public Set<String> topics() {
        return switch (side) {
            case Side.First(Subscription<?> subscription) -> subscription.topics();
            case Side.Waiting(ConsumerGroup of, _) -> RetryLadder.waitingTopics(of, config.retry());
        };
    }

    private Worker worker(FailureHandler failureHandler, DatabaseGuard guard, StopSignal stop) {
        return switch (side) {
            case Side.First(Subscription<?> subscription) ->
                    worker(subscription, failureHandler, guard, stop);
            case Side.Waiting(ConsumerGroup of, ParkingGate gate) ->
                    new RetryQueue(
                            of.name(),
                            new WorkersByTopic(
                                    of,
                                    subscription ->
                                            worker(subscription, failureHandler, guard, stop)),
                            gate,
                            config.retry().maxWaiting(),
                            clock,
                            meters,
                            stop);
        };
    }

    private ConsumerSession.Intake intake() {
        return switch (side) {
            case Side.First _ -> FetchedRecord::first;
            case Side.Waiting(ConsumerGroup of, _) -> {
                Set<String> topics = of.topics();
                yield (record, progress) -> FetchedRecord.waited(record, progress, topics);
            }
        };
    }

    private <T> Worker worker(
            Subscription<T> of,
            FailureHandler failureHandler,
            DatabaseGuard guard,
            StopSignal stop) {
        Handler<T> handler = new MeasuredHandler<>(of.handler(), of.group(), meters);
        return switch (of.mode()) {
            case Subscription.Mode.Transactional(int maxBatch) ->
                    new TransactionalWorker<>(
                            of,
                            handler,
                            maxBatch,
                            database.transactions(),
                            failureHandler,
                            guard,
                            stop,
                            crashPoints);
            case Subscription.Mode.Concurrent(int maxInFlight) ->
                    new ConcurrentWorker(
                            of.group(),
                            maxInFlight,
                            new RecordProcessor<>(
                                    of.decoder(),
                                    handler,
                                    failureHandler,
                                    guard,
                                    stop,
                                    crashPoints),
                            stop);
        };
    }
}
