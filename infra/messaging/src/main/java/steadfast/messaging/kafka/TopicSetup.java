package steadfast.messaging.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import steadfast.messaging.TopicSpec;

/**
 * Creates missing topics with their intended settings and waits until every partition has a leader.
 */
public final class TopicSetup {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final short replicationFactor;

    public TopicSetup(KafkaClients clients, short replicationFactor) {
        this.clients = clients;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Throws if the broker can't be reached or a leader does not appear in time; calling it again
     * is harmless.
     */
    public void ensure(Collection<TopicSpec> specs)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = clients.admin()) {
            Set<String> existing =
                    admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            for (TopicSpec spec : specs) {
                if (!existing.contains(spec.name())) {
                    create(admin, spec);
                }
            }
            awaitLeaders(admin, specs);
        }
    }

    /**
     * A partition counts when its leader answers for it, not when the metadata names one: in
     * between a producer gets NOT_LEADER for its first batch, and an idempotent one may then be out
     * of sequence forever.
     */
    private static void awaitLeaders(Admin admin, Collection<TopicSpec> specs)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!answer(admin, names)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a topic has a partition without a leader");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean answer(Admin admin, List<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            // The existing number of partitions: a topic that was created elsewhere may have
            // another number.
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .forEach((name, topic) ->
                            topic.partitions()
                                    .forEach(partition ->
                                            partitions.put(
                                                    new TopicPartition(name, partition.partition()),
                                                    OffsetSpec.latest())));
            admin.listOffsets(partitions).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private void create(Admin admin, TopicSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic topic =
                new NewTopic(spec.name(), spec.partitions(), replicationFactor)
                        .configs(spec.settings());
        try {
            admin.createTopics(List.of(topic)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Another service starts at the same time and was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
