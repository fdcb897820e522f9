package steadfast.messaging.runtime;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import steadfast.messaging.kafka.KafkaClients;
import steadfast.messaging.kafka.UnownedPartitions;
import steadfast.messaging.needs.OpenTopics;

/**
 * Asks the brokers about the topics and groups of this service. Each question connects a client of
 * its own, so any thread may ask.
 */
@Singleton
public class BrokerQueries {

    private final KafkaClients clients;
    private final ServiceTopics topics;
    private final MessagingLoops loops;

    BrokerQueries(KafkaClients clients, ServiceTopics topics, MessagingLoops loops) {
        this.clients = clients;
        this.topics = topics;
        this.loops = loops;
    }

    /** Returns which of this service's topics everybody may write to; empty if none is known. */
    Optional<String> openTopics()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = clients.admin()) {
            return OpenTopics.sentence(admin, topics.all());
        }
    }

    /**
     * Returns the partitions of this service's groups that no instance consumes, as reported by
     * Kafka.
     */
    List<String> unownedPartitions()
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Set<String>> topicsByGroup = loops.topicsByGroup();
        if (topicsByGroup.isEmpty()) {
            return List.of();
        }
        try (Admin admin = clients.admin()) {
            return UnownedPartitions.of(admin, topicsByGroup);
        }
    }
}
