package steadfast.events.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import steadfast.events.Topic;
import steadfast.messaging.TopicSpec;

/** The contract's topics with their intended settings. */
@ApplicationScoped
public class EventTopics {

    /** Enough for six instances of a service, few enough for one small broker. */
    static final int PARTITIONS = 6;

    /** Every event stays for 30 days, as long as an idempotency key does. */
    private static final String RETENTION_MS = String.valueOf(30L * 24 * 60 * 60 * 1000);

    @Produces
    List<TopicSpec> topics() {
        return Arrays.stream(Topic.values()).map(EventTopics::spec).toList();
    }

    private static TopicSpec spec(Topic topic) {
        Map<String, String> settings =
                topic.compacted()
                        ? Map.of("cleanup.policy", "compact")
                        : Map.of("cleanup.policy", "delete", "retention.ms", RETENTION_MS);
        return new TopicSpec(topic.topicName(), PARTITIONS, settings);
    }
}
