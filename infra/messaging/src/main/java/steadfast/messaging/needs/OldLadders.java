package steadfast.messaging.needs;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import steadfast.database.UnmetNeed;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.drain.OldTopic;

/**
 * Finds ladders of before, when each source topic of a group had one of its own: nobody would
 * handle their records any more. Also empty ones, into which an instance of that version might
 * still write.
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
        return old.isEmpty() ? Optional.empty() : Optional.of(sentence(old));
    }

    private static UnmetNeed sentence(List<String> topics) {
        return new UnmetNeed(
                "There are %d retry and dead-letter topics of an earlier version, such as %s, which nobody reads any more: end that version, run infra/run drain, which moves their records to this version's topics and removes them, and start again."
                        .formatted(topics.size(), topics.getFirst()),
                "存在 %d 个早期版本的重试和死信主题（例如 %s），已无人读取：请停止该版本，运行 infra/run drain（它会将其中的记录移到本版本的主题并删除旧主题），然后重新启动。"
                        .formatted(topics.size(), topics.getFirst()),
                UnmetNeed.Cure.NEW_START);
    }
}
