package steadfast.messaging.runtime;

import io.quarkus.arc.All;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import steadfast.messaging.ConsumerGroup;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.Subscription;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.needs.TopicOwner;
import steadfast.messaging.retry.RetryLadder;

/**
 * The consumer groups of this service, and the topics that it uses: its own, those of each group's
 * ladder and, where there is a database, the one that names their owner. Immutable, for any thread.
 */
@Singleton
public class ServiceTopics {

    private final List<ConsumerGroup> groups;
    private final List<List<TopicSpec>> topics;
    private final Instance<DataSource> dataSource;
    private final MessagingConfig config;

    ServiceTopics(
            @All List<Subscription<?>> subscriptions,
            // @Default: configuration has a producer of any List, and @All alone would take it.
            @All @Default List<List<TopicSpec>> topics,
            Instance<DataSource> dataSource,
            MessagingConfig config) {
        this.groups = ConsumerGroup.of(subscriptions);
        this.topics = topics;
        this.dataSource = dataSource;
        this.config = config;
    }

    List<ConsumerGroup> groups() {
        return groups;
    }

    Set<TopicSpec> all() {
        Set<TopicSpec> all = new LinkedHashSet<>();
        topics.forEach(all::addAll);
        groups.forEach(group -> all.addAll(RetryLadder.topics(group, config.retry())));
        if (dataSource.isResolvable()) {
            all.add(TopicOwner.TOPIC);
        }
        return all;
    }
}
