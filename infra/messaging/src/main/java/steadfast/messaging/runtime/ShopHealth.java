package steadfast.messaging.runtime;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import steadfast.messaging.outbox.OutboxState;

/**
 * Reports at {@code /q/health/well} problems of the shop around this instance, for people and
 * alerts, never for a load balancer: an old outbox row with the holder of the relay's lock, blocked
 * keys, partitions without an owner, topics that everybody may write to.
 */
@Wellness
@ApplicationScoped
public class ShopHealth implements HealthCheck {

    /** Rows of a healthy outbox live for milliseconds. */
    private static final Duration OLD_ROW = Duration.ofMinutes(1);

    private static final int MOST_SHOWN = 5;

    private final MessagingLoops loops;
    private final BrokerQueries brokers;
    private final Instance<DataSource> dataSource;
    private final Clock clock;

    ShopHealth(
            MessagingLoops loops,
            BrokerQueries brokers,
            Instance<DataSource> dataSource,
            Clock clock) {
        this.loops = loops;
        this.brokers = brokers;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("shop");
        boolean outbox = outboxIsWell(response);
        boolean partitions = partitionsAreOwned(response);
        boolean topics = topicsAreClosed(response);
        return response.status(outbox && partitions && topics).build();
    }

    private boolean outboxIsWell(HealthCheckResponseBuilder response) {
        if (!dataSource.isResolvable()) {
            return true;
        }
        int blockedKeys = loops.blockedKeys();
        if (blockedKeys > 0) {
            response.withData("outbox-blocked-keys", blockedKeys);
        }
        try {
            OutboxState state = OutboxState.of(dataSource.get());
            Duration age = state.age(clock.instant()).orElse(Duration.ZERO);
            if (age.compareTo(OLD_ROW) <= 0) {
                return blockedKeys == 0;
            }
            response.withData("outbox-oldest-row-seconds", age.toSeconds());
            response.withData(
                    "outbox-lock-holder",
                    state.lockHolder() == null ? "nobody" : state.lockHolder());
        } catch (SQLException e) {
            response.withData("outbox", String.valueOf(e.getMessage()));
        }
        return false;
    }

    private boolean topicsAreClosed(HealthCheckResponseBuilder response) {
        try {
            Optional<String> open = brokers.openTopics();
            open.ifPresent(sentence -> response.withData("open-topics", sentence));
            return open.isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            response.withData("kafka", String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean partitionsAreOwned(HealthCheckResponseBuilder response) {
        try {
            List<String> unowned = brokers.unownedPartitions();
            if (unowned.isEmpty()) {
                return true;
            }
            response.withData("unowned-partitions", unowned.size());
            response.withData(
                    "unowned-partitions-first",
                    String.join(", ", unowned.subList(0, Math.min(MOST_SHOWN, unowned.size()))));
        } catch (ExecutionException | TimeoutException e) {
            response.withData("kafka", String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
