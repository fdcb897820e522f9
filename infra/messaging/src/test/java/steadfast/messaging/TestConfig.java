package steadfast.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.GroupProtocol;

/** The defaults, as a running service has them, with a quicker ladder of three rungs. */
public class TestConfig implements MessagingConfig, RetryConfig {
    @Override
    public RetryConfig retry() {
        return this;
    }

    @Override
    public List<Duration> delays() {
        return List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Override
    public Duration jitter() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration longest() {
        return Duration.ofMillis(850);
    }

    @Override
    public Duration stuckAfter() {
        return Duration.ofSeconds(2);
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public int maxWaiting() {
        return 20_000;
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public String source() {
        return "/test";
    }

    @Override
    public GroupProtocol groupProtocol() {
        return GroupProtocol.CONSUMER;
    }

    @Override
    public Optional<UUID> takeOverFrom() {
        return Optional.empty();
    }

    @Override
    public short replicationFactor() {
        return 1;
    }

    @Override
    public Duration commitInterval() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration stopGrace() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int outboxBatch() {
        return 500;
    }

    @Override
    public Duration outboxPoll() {
        return Duration.ofMillis(100);
    }
}
