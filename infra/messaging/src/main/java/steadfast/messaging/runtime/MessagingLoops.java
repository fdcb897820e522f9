package steadfast.messaging.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.ParkingGate;
import steadfast.messaging.Subscription;
import steadfast.messaging.consume.ConsumerLoop;
import steadfast.messaging.consume.DatabaseAccess;
import steadfast.messaging.consume.ProgressMeters;
import steadfast.messaging.consume.TransactionRunner;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.outbox.OutboxRelay;
import steadfast.messaging.outbox.OutboxSignal;
import steadfast.messaging.retry.RetryLadder;
import steadfast.messaging.retry.RetryPublisher;

/**
 * The loops of this instance: a {@link ConsumerLoop} per {@link Subscription} and another one per
 * group for its ladder, and the {@link OutboxRelay} if there is a database.
 *
 * <p>Safe for many threads: one starts, another closes, health checks ask at any time.
 */
@Singleton
public class MessagingLoops {

    private final ServiceTopics topics;
    private final KafkaClients clients;
    private final DatabaseAccess database;
    private final Instance<DataSource> dataSource;
    private final OutboxSignal signal;
    private final MessagingConfig config;
    private final MeterRegistry meters;
    private final ParkingGate gate;
    private final Clock clock;

    /** Its lock guards the other two lists, too. */
    private final List<ConsumerLoop> loops = new ArrayList<>();

    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<RecordSender> senders = new ArrayList<>();

    /** Read without the lock: a health check must not wait for a start. */
    private volatile boolean started;

    MessagingLoops(
            ServiceTopics topics,
            KafkaClients clients,
            TransactionRunner transactions,
            DatabaseMonitor monitor,
            Instance<DataSource> dataSource,
            OutboxSignal signal,
            MessagingConfig config,
            MeterRegistry meters,
            ParkingGate gate,
            Clock clock) {
        this.topics = topics;
        this.clients = clients;
        this.database = new DatabaseAccess(transactions, monitor);
        this.dataSource = dataSource;
        this.signal = signal;
        this.config = config;
        this.meters = meters;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Starts all loops, whose topics must exist; does nothing after the stop. {@link #close} waits
     * for a start that is under way, so none is left running.
     */
    void start(StopSignal stop) {
        synchronized (loops) {
            if (stop.stopped()) {
                return;
            }
            RecordSender sender = new RecordSender(clients::producer);
            senders.add(sender);
            for (ConsumerGroup group : topics.groups()) {
                sender.prepare(RetryLadder.waitingTopics(group, config.retry()));
                addLoops(group, sender);
            }
            if (dataSource.isResolvable()) {
                relays.add(relay());
            }
            loops.forEach(ConsumerLoop::start);
            relays.forEach(OutboxRelay::start);
            ProgressMeters.register(loops, meters);
            started = true;
        }
    }

    /** Finishes what runs, and leaves the groups. */
    void close() {
        synchronized (loops) {
            loops.parallelStream().forEach(ConsumerLoop::close);
            relays.forEach(OutboxRelay::close);
            senders.forEach(RecordSender::close);
        }
    }

    /** Returns why the loops can't do their work; empty if they can. */
    List<String> whyNotReady() {
        if (!started) {
            return List.of("the topics were not checked yet");
        }
        synchronized (loops) {
            return Stream.concat(
                            loops.stream().map(ConsumerLoop::whyNotReady),
                            relays.stream().map(OutboxRelay::whyNotReady))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Returns how many keys of the outbox wait behind a row that no broker takes. */
    int blockedKeys() {
        synchronized (loops) {
            return relays.stream().mapToInt(OutboxRelay::blockedKeys).sum();
        }
    }

    /** Returns what each group consumes; empty before the start. */
    Map<String, Set<String>> topicsByGroup() {
        Map<String, Set<String>> topicsByGroup = new HashMap<>();
        synchronized (loops) {
            loops.forEach(loop ->
                    topicsByGroup
                            .computeIfAbsent(loop.group(), _ -> new HashSet<>())
                            .addAll(loop.topics()));
        }
        return topicsByGroup;
    }

    private void addLoops(ConsumerGroup group, RecordSender sender) {
        RetryLadder ladder =
                new RetryLadder(group.name(), config.retry(), clock, RandomGenerator.getDefault());
        RetryPublisher copies = new RetryPublisher(group.name(), ladder, sender, clock, meters);
        List<ConsumerLoop.Side> sides = new ArrayList<>();
        group.subscriptions()
                .forEach(subscription -> sides.add(new ConsumerLoop.Side.First(subscription)));
        sides.add(new ConsumerLoop.Side.Waiting(group, gate));
        for (ConsumerLoop.Side side : sides) {
            loops.add(
                    new ConsumerLoop(
                            side,
                            copies,
                            clients,
                            database,
                            config,
                            meters,
                            clock,
                            CrashPoints.NONE));
        }
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                dataSource.get(),
                database.monitor(),
                clients,
                signal,
                config,
                meters,
                CrashPoints.NONE);
    }
}
