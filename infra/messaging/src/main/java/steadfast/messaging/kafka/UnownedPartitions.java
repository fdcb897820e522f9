package steadfast.messaging.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds partitions that no instance of our services consumes. */
public final class UnownedPartitions {

    private static final int LIMIT_SECONDS = 10;

    private UnownedPartitions() {}

    /**
     * Returns their names, sorted by group; {@code topicsByGroup} holds the topics that each group
     * consumes.
     */
    public static List<String> of(Admin admin, Map<String, Set<String>> topicsByGroup)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = new HashSet<>();
        topicsByGroup.values().forEach(topics::addAll);
        Map<String, TopicDescription> described =
                admin.describeTopics(topics).allTopicNames().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        Map<String, ConsumerGroupDescription> groups =
                admin.describeConsumerGroups(topicsByGroup.keySet())
                        .all()
                        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        List<String> unowned = new ArrayList<>();
        topicsByGroup.forEach((group, consumed) -> {
            Set<TopicPartition> owned = owned(groups.get(group));
            consumed.stream()
                    .map(described::get)
                    .filter(Objects::nonNull)
                    .flatMap(topic -> partitions(topic).stream())
                    .filter(partition -> !owned.contains(partition))
                    .map(partition -> group + " " + partition)
                    .sorted()
                    .forEach(unowned::add);
        });
        return unowned;
    }

    private static Set<TopicPartition> owned(@Nullable ConsumerGroupDescription group) {
        Set<TopicPartition> owned = new HashSet<>();
        if (group == null) {
            return owned;
        }
        group.members().forEach(member -> owned.addAll(member.assignment().topicPartitions()));
        return owned;
    }

    private static Collection<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }
}
