package steadfast.messaging.offsets;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import steadfast.testkit.TestRecord;

/**
 * What both groups of a subscription had committed at one moment, as the broker knows it.
 *
 * @param ends where the topics' partitions ended, looked up after the commits
 */
public record GroupProgress(
        Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {

    public static GroupProgress of(Admin admin, String group, Set<String> topics) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (String each : Set.of(group, group + ".retry")) {
            committed.putAll(
                    admin.listConsumerGroupOffsets(each).partitionsToOffsetAndMetadata().get());
        }
        committed.values().removeIf(commit -> commit == null);
        return new GroupProgress(committed, ends(admin, topics));
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<String> topics)
            throws Exception {
        Map<TopicPartition, OffsetSpec> wanted =
                admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(topic ->
                                topic.partitions().stream()
                                        .map(part ->
                                                new TopicPartition(topic.name(), part.partition())))
                        .collect(Collectors.toMap(part -> part, _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(wanted).all().get();
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** Whether the record was there already. */
    public boolean existed(TestRecord record) {
        return record.offset() < ends.get(partition(record));
    }

    /** Whether the record was complete: no restart may hand it over again. */
    public boolean complete(TestRecord record) {
        OffsetAndMetadata commit = committed.get(partition(record));
        return commit != null
                && (record.offset() < commit.offset()
                        || CompletedOffsets.parse(commit.metadata())
                                .complete()
                                .get((int) (record.offset() - commit.offset())));
    }

    /** Whether everything was complete. */
    public boolean all() {
        return ends.entrySet().stream()
                .allMatch(end -> {
                    OffsetAndMetadata commit = committed.get(end.getKey());
                    return end.getValue() == (commit == null ? 0 : commit.offset());
                });
    }

    private static TopicPartition partition(TestRecord record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
