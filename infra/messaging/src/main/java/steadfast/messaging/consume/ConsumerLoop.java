package steadfast.messaging.consume;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.Handler;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.ParkingGate;
import steadfast.messaging.Subscription;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.LoopHealth;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.offsets.OffsetWatch;
import steadfast.messaging.offsets.PartitionProgress;
import steadfast.messaging.retry.FailureHandler;
import steadfast.messaging.retry.FetchedRecord;
import steadfast.messaging.retry.RetryLadder;
import steadfast.messaging.retry.RetryPublisher;
import steadfast.messaging.retry.RetryQueue;
import steadfast.messaging.retry.Worker;

/**
 * Consumes one {@link Subscription}. The poll thread fetches, commits and does nothing else; a
 * {@link Worker} handles.
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

    private final Subscription<?> subscription;
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

    /** The part of the subscription that a loop consumes. */
    public sealed interface Side {

        /** The source topics, in the group itself. */
        record First() implements Side {}

        /** All rungs and parking tiers, in the group {@code <group>.retry}. */
        record Waiting(ParkingGate gate) implements Side {}
    }

    /** Creates a loop that is not started yet; {@code clock} and {@code faults} are for tests. */
    public ConsumerLoop(
            Subscription<?> subscription,
            Side side,
            RetryPublisher copies,
            KafkaClients clients,
            DatabaseAccess database,
            MessagingConfig config,
            MeterRegistry meters,
            Clock clock,
            CrashPoints crashPoints) {
        this.subscription = subscription;
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
                Worker worker = inRoom(worker(subscription, failureHandler, guard, stop), stop);
                new ConsumerSession(
                                group(),
                                consumer.client(),
                                worker,
                                failureHandler,
                                this::fetched,
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
            case Side.First _ -> subscription.group();
            case Side.Waiting _ -> subscription.group() + ".retry";
        };
    }

    /** Returns the topics that it consumes. */
    public Set<String> topics() {
        return switch (side) {
            case Side.First _ -> subscription.topics();
            case Side.Waiting _ -> RetryLadder.waitingTopics(subscription, config.retry());
        };
    }

    private Worker inRoom(Worker worker, StopSignal stop) {
        return switch (side) {
            case Side.First _ -> worker;
            case Side.Waiting(ParkingGate gate) ->
                    new RetryQueue(
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
