package steadfast.messaging.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.database.DatabaseMonitor;
import steadfast.database.UnmetNeed;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.ParkingGate;
import steadfast.messaging.Subscription;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.consume.ConsumerLoop;
import steadfast.messaging.consume.DatabaseAccess;
import steadfast.messaging.consume.ProgressMeters;
import steadfast.messaging.consume.TransactionRunner;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.RecordSender;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.kafka.UnownedPartitions;
import steadfast.messaging.loop.CrashPoints;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.needs.OpenTopics;
import steadfast.messaging.needs.StartNeeds;
import steadfast.messaging.needs.TopicOwner;
import steadfast.messaging.outbox.OutboxRelay;
import steadfast.messaging.outbox.OutboxSignal;
import steadfast.messaging.retry.RetryLadder;
import steadfast.messaging.retry.RetryPublisher;

/**
 * Starts a {@link ConsumerLoop} for every {@link Subscription} bean and, where there is a database,
 * the {@link OutboxRelay} once the topics exist, and stops them with the application. The
 * application starts even while the broker is down; it is not ready until the broker is back. Each
 * unmet need towards the broker is reported in one sentence, by {@link StartNeeds}.
 */
@ApplicationScoped
public class MessagingRuntime {

    private static final Logger LOG = Logger.getLogger(MessagingRuntime.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int REFUSED = 1;

    private final List<Subscription<?>> subscriptions;
    private final List<List<TopicSpec>> topics;
    private final Map<String, Object> connection;
    private final DatabaseAccess database;
    private final Instance<DataSource> dataSource;
    private final OutboxSignal signal;
    private final MessagingConfig config;
    private final MeterRegistry meters;
    private final ParkingGate gate;
    private final Clock clock;
    private final StopSignal stop = new StopSignal();
    private final List<ConsumerLoop> loops = new ArrayList<>();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<RecordSender> senders = new ArrayList<>();
    private volatile @Nullable StartNeeds startNeeds;
    private volatile boolean started;

    MessagingRuntime(
            @All List<Subscription<?>> subscriptions,
            // @Default: configuration has a producer of any List, and @All alone would take it.
            @All @Default List<List<TopicSpec>> topics,
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            TransactionRunner transactions,
            DatabaseMonitor monitor,
            Instance<DataSource> dataSource,
            OutboxSignal signal,
            MessagingConfig config,
            MeterRegistry meters,
            ParkingGate gate,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.connection = connection;
        this.database = new DatabaseAccess(transactions, monitor);
        this.dataSource = dataSource;
        this.signal = signal;
        this.config = config;
        this.meters = meters;
        this.gate = gate;
        this.clock = clock;
    }

    /** The system's UTC clock, unless a test provides its own. */
    @Produces
    @DefaultBean
    @ApplicationScoped
    static Clock clock() {
        return Clock.systemUTC();
    }

    /** Admits everything: right for a service without parking tiers. */
    @Produces
    @DefaultBean
    static ParkingGate gate() {
        return (_, waiting) -> waiting;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        if (config.enabled()) {
            Thread.ofPlatform()
                    .name("messaging-start")
                    .daemon()
                    .start(this::startWhenBrokerIsThere);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stop.stop();
        synchronized (loops) {
            loops.parallelStream().forEach(ConsumerLoop::close);
            relays.forEach(OutboxRelay::close);
            senders.forEach(RecordSender::close);
        }
    }

    /** Returns why this instance can't do its work; empty if it can. */
    List<String> whyNotReady() {
        if (!config.enabled()) {
            return List.of();
        }
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

    /** Returns what is missing for a start; empty once everything was found. */
    public List<UnmetNeed> unmetNeeds() {
        StartNeeds needs = startNeeds;
        return needs == null ? List.of() : needs.unmet();
    }

    private void startWhenBrokerIsThere() {
        KafkaClients clients = new KafkaClients(connection, config.groupProtocol(), meters);
        StartNeeds needs = needs(clients);
        startNeeds = needs;
        while (!stop.stopped() && !needs.met()) {
            stop.pause(PAUSE);
        }
        warnOfOpenTopics();
        synchronized (loops) {
            if (stop.stopped()) {
                return;
            }
            RecordSender sender = new RecordSender(clients::producer);
            senders.add(sender);
            for (Subscription<?> subscription : subscriptions) {
                sender.prepare(RetryLadder.waitingTopics(subscription, config.retry()));
                addLoops(subscription, clients, sender);
            }
            if (dataSource.isResolvable()) {
                relays.add(
                        new OutboxRelay(
                                dataSource.get(),
                                database.monitor(),
                                clients,
                                signal,
                                config,
                                meters,
                                CrashPoints.NONE));
            }
            loops.forEach(ConsumerLoop::start);
            relays.forEach(OutboxRelay::start);
            ProgressMeters.register(loops, meters);
            started = true;
        }
    }

    /** Returns how many keys of the outbox wait behind a row that no broker takes. */
    int blockedKeys() {
        synchronized (loops) {
            return relays.stream().mapToInt(OutboxRelay::blockedKeys).sum();
        }
    }

    /** Returns which of this service's topics everybody may write to; empty if none is known. */
    Optional<String> openTopics()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = new KafkaClients(connection, config.groupProtocol(), meters).admin()) {
            return OpenTopics.sentence(admin, wantedTopics());
        }
    }

    private void warnOfOpenTopics() {
        try {
            openTopics().ifPresent(LOG::error);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("cannot find out who can write to Kafka's topics: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the partitions of this service's groups that no instance consumes, as reported by
     * Kafka.
     */
    List<String> unownedPartitions()
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Set<String>> topicsByGroup = new HashMap<>();
        synchronized (loops) {
            loops.forEach(loop ->
                    topicsByGroup
                            .computeIfAbsent(loop.group(), _ -> new HashSet<>())
                            .addAll(loop.topics()));
        }
        if (topicsByGroup.isEmpty()) {
            return List.of();
        }
        try (Admin admin = new KafkaClients(connection, config.groupProtocol(), meters).admin()) {
            return UnownedPartitions.of(admin, topicsByGroup);
        }
    }

    private void addLoops(Subscription<?> subscription, KafkaClients clients, RecordSender sender) {
        RetryLadder ladder =
                new RetryLadder(
                        subscription.group(), config.retry(), clock, RandomGenerator.getDefault());
        RetryPublisher copies =
                new RetryPublisher(subscription.group(), ladder, sender, clock, meters);
        for (ConsumerLoop.Side side :
                List.of(new ConsumerLoop.Side.First(), new ConsumerLoop.Side.Waiting(gate))) {
            loops.add(
                    new ConsumerLoop(
                            subscription,
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

    private Set<TopicSpec> wantedTopics() {
        Set<TopicSpec> wanted = new LinkedHashSet<>();
        topics.forEach(wanted::addAll);
        subscriptions.forEach(
                subscription -> wanted.addAll(RetryLadder.topics(subscription, config.retry())));
        if (dataSource.isResolvable()) {
            wanted.add(TopicOwner.TOPIC);
        }
        return wanted;
    }

    private StartNeeds needs(KafkaClients clients) {
        Optional<DataSource> database =
                dataSource.isResolvable() ? Optional.of(dataSource.get()) : Optional.empty();
        TopicSetup setup = new TopicSetup(clients, config.replicationFactor());
        return new StartNeeds(
                clients,
                new StartNeeds.Service(
                        config.source(), database, config.takeOverFrom(), wantedTopics()),
                setup::ensure,
                () -> Quarkus.asyncExit(REFUSED));
    }
}
