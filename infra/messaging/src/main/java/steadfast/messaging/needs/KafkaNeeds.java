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
import steadfast.messaging.TopicSpec;
import steadfast.messaging.kafka.KafkaClients;

/**
 * What the engine needs of Kafka: settings that its clients take, groups of the protocol that it
 * uses, and topics that can be made and written. For every service and for the launcher.
 */
public final class KafkaNeeds {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A client that has no time at all to close warns of that. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);

    private final KafkaClients clients;

    public KafkaNeeds(KafkaClients clients) {
        this.clients = clients;
    }

    /** For somebody who measures nothing, such as the launcher. */
    public static KafkaNeeds of(Map<String, Object> connection, GroupProtocol groupProtocol) {
        return new KafkaNeeds(
                new KafkaClients(connection, groupProtocol, new SimpleMeterRegistry()));
    }

    /** The setting that a client refuses; each kind of client is made once. Connects to nobody. */
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
     * What the brokers lack. A broker that is away is no need: {@link #refusal} tells the two
     * apart.
     *
     * @throws ExecutionException as Kafka's own calls do
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

    /** Whether existing topics can be written, and are as they are meant to be. */
    public StartReport ofTopics(Admin admin, Collection<TopicSpec> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new TopicChecks(admin, LIMIT).check(topics);
    }

    /**
     * Asks whether a topic with so many copies could be made, and makes none; does nothing if a
     * service has made its topics here already.
     *
     * @throws ExecutionException if it could not; {@link #refusal} says why
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
     * The need behind a failure that lasts; empty if the broker is away, or does not do in time
     * what it was asked.
     */
    public Optional<UnmetNeed> refusal(Throwable failure) {
        return KafkaSentences.refusal(failure, clients);
    }

    static <T> T answer(KafkaFuture<T> question, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return question.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
