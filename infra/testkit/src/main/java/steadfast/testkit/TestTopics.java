package steadfast.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates a broker's topics and waits for their leaders. */
final class TestTopics implements AutoCloseable {

    /** How long the broker may take for anything. */
    static final Duration BROKER_LIMIT = Duration.ofSeconds(30);

    /** How long to wait before looking again. */
    static final Duration POLL = Duration.ofMillis(100);

    private final Clock clock;
    private final Admin admin;

    TestTopics(Map<String, Object> connection, Clock clock) {
        this.clock = clock;
        this.admin = Admin.create(connection);
    }

    /** Creates the topic unless it exists, and waits until every partition has a leader. */
    void create(String topic, int partitions, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(settings);
        try {
            finished(admin.createTopics(List.of(wanted)).all());
        } catch (TopicExistsException e) {
            // Another test of this broker, or the application, was first.
        }
        withLeaders(topic, clock.instant().plus(BROKER_LIMIT));
    }

    /** Describes every topic that the broker has now. */
    Collection<TopicDescription> all() {
        return finished(admin.describeTopics(finished(admin.listTopics().names())).allTopicNames())
                .values();
    }

    /**
     * Waits until the topic exists and every partition has a leader.
     *
     * @throws AssertionError if that is not so by the deadline
     */
    TopicDescription withLeaders(String topic, Instant deadline) {
        while (true) {
            try {
                TopicDescription described =
                        Objects.requireNonNull(
                                finished(admin.describeTopics(List.of(topic)).allTopicNames())
                                        .get(topic));
                if (described.partitions().stream().allMatch(p -> p.leader() != null)) {
                    return described;
                }
            } catch (UnknownTopicOrPartitionException e) {
                // Not created yet, or not known to this broker yet: asked again below.
            }
            if (clock.instant().isAfter(deadline)) {
                throw new AssertionError("topic " + topic + " does not exist or has no leader");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T finished(KafkaFuture<T> future) {
        try {
            return future.get(BROKER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
