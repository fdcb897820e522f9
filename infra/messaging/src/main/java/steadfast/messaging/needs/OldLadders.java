package steadfast.messaging.needs;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import steadfast.database.UnmetNeed;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.drain.OldTopic;

/**
 * Finds records on ladders of before, when each source topic of a group had one of its own: nobody
 * would handle them any more.
 */
final class OldLadders {

    private final Admin admin;
    private final Duration limit;

    OldLadders(Admin admin, Duration limit) {
        this.admin = admin;
        this.limit = limit;
    }

    /** Returns what to do about them; empty if no group has any. */
    Optional<UnmetNeed> unmet(Collection<ConsumerGroup> groups)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> names = KafkaNeeds.answer(admin.listTopics().names(), limit);
        List<String> old =
                groups.stream()
                        .flatMap(group ->
                                OldTopic.among(names, group.name(), group.topics()).stream())
                        .map(OldTopic::name)
                        .toList();
        long records = old.isEmpty() ? 0 : records(old);
        return records == 0 ? Optional.empty() : Optional.of(sentence(old, records));
    }

    private long records(List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        KafkaNeeds.answer(admin.describeTopics(topics).allTopicNames(), limit)
                .forEach((name, topic) ->
                        topic.partitions()
                                .forEach(partition -> {
                                    TopicPartition one =
                                            new TopicPartition(name, partition.partition());
                                    earliest.put(one, OffsetSpec.earliest());
                                    latest.put(one, OffsetSpec.latest());
                                }));
        return sum(latest) - sum(earliest);
    }

    private long sum(Map<TopicPartition, OffsetSpec> offsets)
            throws InterruptedException, ExecutionException, TimeoutException {
        return KafkaNeeds.answer(admin.listOffsets(offsets).all(), limit).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private static UnmetNeed sentence(List<String> topics, long records) {
        return new UnmetNeed(
                "Retry and dead-letter topics of an earlier version, such as %s, hold records that nobody reads any more (in all %d): run infra/run drain, which moves them to this version's topics and removes those, and start again."
                        .formatted(topics.getFirst(), records),
                "早期版本的重试和死信主题（例如 %s）中还有已无人读取的记录（共 %d 条）：请运行 infra/run drain，它会将这些记录移到本版本的主题并删除旧主题，然后重新启动。"
                        .formatted(topics.getFirst(), records),
                UnmetNeed.Cure.NEW_START);
    }
}
