package steadfast.messaging.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.database.UnmetNeed;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.TopicSetup;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.needs.StartNeeds;

/**
 * Starts the {@link MessagingLoops} once the topics exist, and stops them with the application. The
 * application starts even while the broker is down; it is not ready until the broker is back. Each
 * unmet need towards the broker is reported in one sentence, by {@link StartNeeds}.
 */
@ApplicationScoped
public class MessagingRuntime {

    private static final Logger LOG = Logger.getLogger(MessagingRuntime.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int REFUSED = 1;

    private final MessagingLoops loops;
    private final BrokerQueries brokers;
    private final ServiceTopics topics;
    private final KafkaClients clients;
    private final Instance<DataSource> dataSource;
    private final MessagingConfig config;
    private final StopSignal stop = new StopSignal();
    private volatile @Nullable StartNeeds startNeeds;

    MessagingRuntime(
            MessagingLoops loops,
            BrokerQueries brokers,
            ServiceTopics topics,
            KafkaClients clients,
            Instance<DataSource> dataSource,
            MessagingConfig config) {
        this.loops = loops;
        this.brokers = brokers;
        this.topics = topics;
        this.clients = clients;
        this.dataSource = dataSource;
        this.config = config;
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
        // First the signal: a start that still waits for the broker then starts nothing.
        stop.stop();
        loops.close();
    }

    /** Returns why this instance can't do its work; empty if it can. */
    List<String> whyNotReady() {
        return config.enabled() ? loops.whyNotReady() : List.of();
    }

    /** Returns what is missing for a start; empty once everything was found. */
    public List<UnmetNeed> unmetNeeds() {
        StartNeeds needs = startNeeds;
        return needs == null ? List.of() : needs.unmet();
    }

    private void startWhenBrokerIsThere() {
        StartNeeds needs = needs();
        startNeeds = needs;
        while (!stop.stopped() && !needs.met()) {
            stop.pause(PAUSE);
        }
        warnOfOpenTopics();
        loops.start(stop);
    }

    private void warnOfOpenTopics() {
        try {
            brokers.openTopics().ifPresent(LOG::error);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("cannot find out who can write to Kafka's topics: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StartNeeds needs() {
        Optional<DataSource> database =
                dataSource.isResolvable() ? Optional.of(dataSource.get()) : Optional.empty();
        TopicSetup setup = new TopicSetup(clients, config.replicationFactor());
        return new StartNeeds(
                clients,
                new StartNeeds.Service(
                        config.source(),
                        database,
                        config.takeOverFrom(),
                        topics.all(),
                        topics.groups()),
                setup::ensure,
                () -> Quarkus.asyncExit(REFUSED));
    }
}
