package steadfast.messaging.needs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import steadfast.database.StartReport;
import steadfast.database.UnmetNeed;
import steadfast.messaging.TopicSpec;

/** Compares existing topics with their intended settings. */
final class TopicChecks {

    /** The most differences listed in a sentence. */
    private static final int NAMED = 5;

    private final Admin admin;
    private final Duration limit;

    TopicChecks(Admin admin, Duration limit) {
        this.admin = admin;
        this.limit = limit;
    }

    StartReport check(Collection<TopicSpec> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicSpec> byName = new TreeMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        Map<String, TopicDescription> found =
                KafkaNeeds.answer(
                        admin.describeTopics(List.copyOf(byName.keySet())).allTopicNames(), limit);
        DescribedSettings described =
                DescribedSettings.of(
                        admin,
                        byName.keySet().stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList(),
                        limit);
        List<UnmetNeed> unmet = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (TopicSpec topic : byName.values()) {
            Map<String, String> settings = described.of(ConfigResource.Type.TOPIC, topic.name());
            TopicDescription description = found.get(topic.name());
            if (description != null) {
                int copies = copies(description);
                int needed = Integer.parseInt(settings.getOrDefault("min.insync.replicas", "1"));
                if (needed > copies) {
                    unmet.add(KafkaSentences.tooFewCopies(topic.name(), copies, needed));
                }
            }
            topic.settings()
                    .forEach((name, meant) -> {
                        String is = settings.getOrDefault(name, meant);
                        if (!is.equals(meant)) {
                            differences.add(
                                    "%s has %s=%s instead of %s"
                                            .formatted(topic.name(), name, is, meant));
                        }
                    });
        }
        // They usually have the same cause: one sentence is enough.
        return new StartReport(
                unmet.stream().limit(1).toList(),
                differences.isEmpty()
                        ? List.of()
                        : List.of(KafkaSentences.otherSettings(differences, NAMED)));
    }

    private static int copies(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }
}
