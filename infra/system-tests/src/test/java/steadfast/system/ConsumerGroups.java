package steadfast.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** What an operator who resets offsets does first. */
final class ConsumerGroups {

    private ConsumerGroups() {}

    static List<TopicPartition> partitions(Admin admin, String topic) throws Exception {
        return admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Waits until the broker holds every member for dead: only then it lets offsets be set. */
    static void awaitNoMember(Admin admin, String group) {
        await().atMost(ShopClient.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        admin.describeConsumerGroups(List.of(group))
                                .all()
                                .get()
                                .get(group)
                                .members()
                                .isEmpty());
    }
}
