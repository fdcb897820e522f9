package steadfast.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Reports not ready while the database refuses writes. A pool without a free connection says
 * nothing about the database: a load peak must not remove every instance from the load balancer.
 * For the same reason the check never waits for a connection; if the result is late, the previous
 * one is returned.
 */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {

    private static final int ANSWER_SECONDS = 1;

    /** Longer than any service waits for a free connection. */
    private static final Duration HANGS_AFTER = Duration.ofSeconds(15);

    private final DatabaseMonitor monitor;
    private @Nullable FutureTask<Optional<String>> probe;
    private long probeStartedNanos;
    private volatile Optional<String> lastKnown = Optional.empty();

    DatabaseReadiness(DatabaseMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        return refusal()
                .map(why -> HealthCheckResponse.named("database").withData("refusal", why).down())
                .orElseGet(() -> HealthCheckResponse.named("database").up())
                .build();
    }

    private Optional<String> refusal() {
        try {
            lastKnown = runningProbe().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return hangs() ? Optional.of("the database does not answer") : lastKnown;
        } catch (ExecutionException e) {
            lastKnown = Optional.of(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lastKnown;
    }

    private synchronized boolean hangs() {
        return System.nanoTime() - probeStartedNanos > HANGS_AFTER.toNanos();
    }

    /** One check at a time, shared by all callers. */
    private synchronized FutureTask<Optional<String>> runningProbe() {
        if (probe == null || probe.isDone()) {
            probe = new FutureTask<>(this::ask);
            probeStartedNanos = System.nanoTime();
            Thread.ofVirtual().name("database-probe").start(probe);
        }
        return probe;
    }

    private Optional<String> ask() {
        try {
            return monitor.refusal();
        } catch (SQLException e) {
            monitor.discardStaleConnections(e);
            // The pool's own exception, no connection in time, has no SQLSTATE.
            return e.getSQLState() == null ? lastKnown : DatabaseFailure.message(e);
        }
    }
}
