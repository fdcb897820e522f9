package steadfast.messaging.runtime;

import io.quarkus.arc.All;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import steadfast.messaging.MessagingConfig;
import steadfast.messaging.Subscription;
import steadfast.messaging.TopicSpec;
import steadfast.messaging.needs.TopicOwner;
import steadfast.messaging.retry.RetryLadder;

/**
 * The topics that this service uses: its own, those of each subscription's ladder and, where there
 * is a database, the one that names their owner. Immutable, for any thread.
 */
@Singleton
public class ServiceTopics {

    private final List<Subscription<?>> subscriptions;
    private final List<List<TopicSpec>> topics;
    private final Instance<DataSource> dataSource;
    private final MessagingConfig config;

    ServiceTopics(
            @All List<Subscription<?>> subscriptions,
            // @Default: configuration has a producer of any List, and @All alone would take it.
            @All @Default List<List<TopicSpec>> topics,
            Instance<DataSource> dataSource,
            MessagingConfig config) {
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.dataSource = dataSource;
        this.config = config;
    }

    Set<TopicSpec> all() {
        Set<TopicSpec> all = new LinkedHashSet<>();
        topics.forEach(all::addAll);
        subscriptions.forEach(
                subscription -> all.addAll(RetryLadder.topics(subscription, config.retry())));
        if (dataSource.isResolvable()) {
            all.add(TopicOwner.TOPIC);
        }
        return all;
    }
}
