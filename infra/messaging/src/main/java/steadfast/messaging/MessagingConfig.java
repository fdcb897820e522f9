package steadfast.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.GroupProtocol;

/**
 * The settings of messaging; the connection itself is {@code kafka.*}, as for any Quarkus Kafka
 * client.
 */
@ConfigMapping(prefix = "steadfast.messaging")
public interface MessagingConfig {

    /** Whether consumers and the outbox relay start with the application. */
    @WithDefault("true")
    boolean enabled();

    /** {@code ce_source} of this service's events. */
    @WithDefault("/${quarkus.application.name}")
    String source();

    /**
     * The protocol of consumer groups: {@code consumer} (KIP-848), or {@code classic} where Kafka
     * has no other.
     */
    @WithDefault("consumer")
    GroupProtocol groupProtocol();

    /**
     * The ID of another database whose topics this one takes over, as given in the message that
     * refused the start.
     */
    Optional<UUID> takeOverFrom();

    /** Replicas of each topic that is created; -1 takes the broker's default. */
    @WithDefault("-1")
    short replicationFactor();

    /** The longest time between two commits of offsets while records complete. */
    @WithDefault("50ms")
    Duration commitInterval();

    /**
     * How long running handlers may take to finish when a partition is revoked or the service
     * stops.
     */
    @WithDefault("5s")
    Duration stopGrace();

    /** Outbox rows that are read, sent and deleted at once. */
    @WithDefault("500")
    int outboxBatch();

    /**
     * How often the relay checks for rows without being woken: another instance may have committed.
     */
    @WithDefault("100ms")
    Duration outboxPoll();

    /** What happens to a record that failed. */
    RetryConfig retry();
}
