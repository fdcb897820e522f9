package steadfast.messaging.needs;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import steadfast.database.StartReport;
import steadfast.database.UnmetNeed;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;

/**
 * The engine's needs towards Kafka: settings that its clients accept, groups of its protocol, and
 * topics that can be created and written. For every service and for the launcher.
 */
public final class KafkaNeeds {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A client without any time to close logs a warning. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);

    private final KafkaClients clients;

    public KafkaNeeds(KafkaClients clients) {
        this.clients = clients;
    }

    /** Creates the check for a caller without metrics, such as the launcher. */
    public static KafkaNeeds of(Map<String, Object> connection, GroupProtocol groupProtocol) {
        return new KafkaNeeds(
                new KafkaClients(connection, groupProtocol, new SimpleMeterRegistry()));
    }

    /**
     * Returns the setting that a client rejects; creates each kind of client once, without
     * connecting.
     */
    public Optional<UnmetNeed> ofClients() {
        try {
            try (KafkaClients.Bound<Consumer<byte[], byte[]>> consumer =
                    clients.consumer("start-check", 1)) {
                consumer.client().close(CloseOptions.timeout(CLOSED_WITHIN));
            }
            try (KafkaClients.Bound<Producer<byte[], byte[]>> producer = clients.producer()) {
                producer.client().close(CLOSED_WITHIN);
            }
            Admin admin = clients.admin();
            admin.close(CLOSED_WITHIN);
            return Optional.empty();
        } catch (KafkaException e) {
            return KafkaSentences.refusedSetting(e, clients);
        }
    }

    /**
     * Returns what the brokers lack. A broker that is down is not an unmet need: {@link #refusal}
     * tells the two apart.
     *
     * @throws ExecutionException as Kafka's own calls
     */
    public StartReport ofBrokers(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        BrokerFacts facts = BrokerFacts.read(admin, LIMIT);
        List<String> warnings = new ArrayList<>();
        if (facts.createsTopics()) {
            warnings.add(KafkaSentences.topicsCreateThemselves(clients));
        }
        if (clients.isSet(ConsumerConfig.GROUP_PROTOCOL_CONFIG)) {
            warnings.add(KafkaSentences.anotherNameForTheProtocol(clients));
        }
        return new StartReport(KafkaSentences.unmet(facts, clients), warnings);
    }

    /** Checks whether existing topics can be written, and have their intended settings. */
    public StartReport ofTopics(Admin admin, Collection<TopicSpec> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new TopicChecks(admin, LIMIT).check(topics);
    }

    /** Returns what to do about ladders of before; empty if there are none. */
    Optional<UnmetNeed> ofOldLadders(Admin admin, Collection<ConsumerGroup> groups)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new OldLadders(admin, LIMIT).unmet(groups);
    }

    /**
     * Validates that a topic with this many replicas could be created, without creating it; does
     * nothing if a service has already created its topics here.
     *
     * @throws ExecutionException if it could not; {@link #refusal} tells why
     */
    public void ofCreation(Admin admin, short replicationFactor)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!answer(admin.listTopics().names(), LIMIT).contains(TopicOwner.TOPIC.name())) {
            NewTopic probe =
                    new NewTopic(TopicOwner.TOPIC.name(), 1, replicationFactor)
                            .configs(TopicOwner.TOPIC.settings());
            answer(
                    admin.createTopics(List.of(probe), new CreateTopicsOptions().validateOnly(true))
                            .all(),
                    LIMIT);
        }
    }

    /**
     * Returns the unmet need behind a permanent failure; empty if the broker is down, or does not
     * respond in time.
     */
    public Optional<UnmetNeed> refusal(Throwable failure) {
        return KafkaSentences.refusal(failure, clients);
    }

    static <T> T answer(KafkaFuture<T> question, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return question.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
