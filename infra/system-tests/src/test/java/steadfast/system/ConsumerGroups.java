package steadfast.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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

    /** Waits until the group has completed all that the topic holds now. */
    static void awaitRead(Admin admin, String group, String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(admin, topic).forEach(one -> latest.put(one, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
        await().atMost(ShopClient.PATIENCE)
                .until(() -> {
                    Map<TopicPartition, OffsetAndMetadata> read =
                            admin.listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata()
                                    .get();
                    return ends.entrySet().stream()
                            .filter(end -> end.getValue().offset() > 0)
                            .allMatch(end -> {
                                OffsetAndMetadata at = read.get(end.getKey());
                                return at != null && at.offset() >= end.getValue().offset();
                            });
                });
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
