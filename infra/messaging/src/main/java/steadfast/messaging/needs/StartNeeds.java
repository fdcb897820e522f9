package steadfast.messaging.needs;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import steadfast.database.StartReport;
import steadfast.database.UnmetNeed;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;

/**
 * Checks, at each call, whether the engine may start: settings, brokers, topics, and their owner.
 * Each unmet need is reported once, in one sentence. For one thread; {@link #unmet} for many.
 */
public final class StartNeeds {

    private static final Logger LOG = Logger.getLogger(StartNeeds.class);

    /** Creates missing topics and waits for their leaders. */
    @FunctionalInterface
    public interface Topics {
        void ensure(Collection<TopicSpec> topics)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    /**
     * The starting service.
     *
     * @param name shared by all its instances
     * @param dataSource its database; empty if it has none
     * @param takeOverFrom the database whose topics it deliberately takes over
     * @param topics all topics that it uses
     * @param groups its consumer groups
     */
    public record Service(
            String name,
            Optional<DataSource> dataSource,
            Optional<UUID> takeOverFrom,
            Collection<TopicSpec> topics,
            Collection<ConsumerGroup> groups) {}

    private final KafkaClients clients;
    private final KafkaNeeds needs;
    private final Service service;
    private final Topics topics;
    private final Runnable refuse;
    private volatile List<UnmetNeed> unmet = List.of();
    private @Nullable String away;
    private boolean clientsWork;
    private boolean refused;

    /**
     * Creates the check, without running it.
     *
     * @param refuse ends the process with an exit code that is not 0; called at most once
     */
    public StartNeeds(KafkaClients clients, Service service, Topics topics, Runnable refuse) {
        this.clients = clients;
        this.needs = new KafkaNeeds(clients);
        this.service = service;
        this.topics = topics;
        this.refuse = refuse;
    }

    /** Returns what was missing at the last check. */
    public List<UnmetNeed> unmet() {
        return unmet;
    }

    /**
     * Runs one check; returns true once nothing is missing, and always false once the process is to
     * end.
     */
    public boolean met() {
        if (refused) {
            return false;
        }
        try {
            StartReport report = look();
            report(report.unmet());
            if (report.unmet().isEmpty()) {
                report.warnings().forEach(LOG::warn);
            }
            return report.unmet().isEmpty();
        } catch (SQLException e) {
            await("PostgreSQL", e);
            return false;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            needs.refusal(e)
                    .ifPresentOrElse(need -> report(List.of(need)), () -> await("Kafka", e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private StartReport look()
            throws InterruptedException, ExecutionException, TimeoutException, SQLException {
        if (!clientsWork) {
            Optional<UnmetNeed> refusedSetting = needs.ofClients();
            if (refusedSetting.isPresent()) {
                return new StartReport(List.of(refusedSetting.get()), List.of());
            }
            clientsWork = true;
        }
        try (Admin admin = clients.admin()) {
            StartReport brokers = needs.ofBrokers(admin);
            if (!brokers.unmet().isEmpty()) {
                return brokers;
            }
            topics.ensure(service.topics());
            StartReport made = needs.ofTopics(admin, service.topics());
            if (!made.unmet().isEmpty()) {
                return made;
            }
            // First whose topics they are: another shop's ladders are not this one's to drain.
            List<UnmetNeed> unmet = new ArrayList<>(othersTopics());
            if (unmet.isEmpty()) {
                needs.ofOldLadders(admin, service.groups()).ifPresent(unmet::add);
            }
            return new StartReport(
                    unmet,
                    Stream.concat(brokers.warnings().stream(), made.warnings().stream()).toList());
        }
    }

    private List<UnmetNeed> othersTopics()
            throws InterruptedException, ExecutionException, TimeoutException, SQLException {
        if (service.dataSource().isEmpty()) {
            return List.of();
        }
        UUID database = DatabaseIdentity.read(service.dataSource().get());
        return new TopicOwner(clients, service.name(), database, service.takeOverFrom())
                .claim().stream().toList();
    }

    private void await(String server, Exception failure) {
        report(List.of());
        if (!failure.toString().equals(away)) {
            away = failure.toString();
            LOG.warnf("waiting for %s: %s", server, away);
        }
    }

    private void report(List<UnmetNeed> missing) {
        if (!missing.equals(unmet)) {
            missing.forEach(need ->
                    LOG.errorf(
                            need.cure() == UnmetNeed.Cure.NEW_START
                                    ? "start refused: %s"
                                    : "start held back: %s",
                            need.sentence()));
        }
        unmet = missing;
        refused = missing.stream().anyMatch(need -> need.cure() == UnmetNeed.Cure.NEW_START);
        if (refused) {
            refuse.run();
        }
    }
}
