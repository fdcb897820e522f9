package steadfast.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks the service's audit rows in the background at its start, and then every hour; if the
 * database does not answer, again within a minute. Logs the head of the chain: if the log is stored
 * elsewhere, it proves what was on record.
 */
@ApplicationScoped
public class AuditWatch {

    private static final Logger LOG = Logger.getLogger(AuditWatch.class);

    private static final Duration LONGEST_PAUSE_WHILE_AWAY = Duration.ofMinutes(1);

    private final @Nullable AuditChain chain;
    private final String service;
    private final Duration pause;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("audit-check").daemon().factory());
    private volatile Optional<AuditReport> last = Optional.empty();
    private boolean away;

    @Inject
    AuditWatch(
            Instance<DataSource> dataSource,
            AuditConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(
                dataSource.isResolvable() ? new AuditChain(dataSource.get()::getConnection) : null,
                service,
                config.auditCheck());
    }

    AuditWatch(@Nullable AuditChain chain, String service, Duration pause) {
        this.chain = chain;
        this.service = service;
        this.pause = pause;
    }

    void start(@Observes StartupEvent event) {
        if (chain != null) {
            timer.execute(this::checkAgainAndAgain);
        }
    }

    private void checkAgainAndAgain() {
        check();
        try {
            var _ =
                    timer.schedule(
                            this::checkAgainAndAgain, next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Stopped in the meantime.
        }
    }

    /** Returns how long until the next check. */
    Duration next() {
        return away && pause.compareTo(LONGEST_PAUSE_WHILE_AWAY) > 0
                ? LONGEST_PAUSE_WHILE_AWAY
                : pause;
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /**
     * Returns the result of the last check; empty before the first, and for a service that chains
     * no rows.
     */
    Optional<AuditReport> last() {
        return last;
    }

    /** Checks once, and logs the result. */
    void check() {
        if (chain == null) {
            return;
        }
        try {
            last = chain.check();
            away = false;
            last.ifPresent(this::log);
        } catch (SQLException | RuntimeException e) {
            // An exception would end the schedule. The previous result stays valid.
            boolean report = !away && !timer.isShutdown();
            away = true;
            if (report) {
                LOG.warnf(
                        "audit rows could not be checked service=%s nextIn=%s cause=%s",
                        service, next(), e.toString());
            }
        }
    }

    private void log(AuditReport report) {
        String entries = report.head().map(head -> String.valueOf(head.entries())).orElse("0");
        String hash = report.head().map(AuditHead::hash).orElse("none");
        if (report.faults().isEmpty()) {
            LOG.infof("audit chain: service=%s entries=%s head=%s", service, entries, hash);
        } else {
            LOG.errorf(
                    "audit chain is broken: service=%s entries=%s head=%s faults=\"%s\". Audit"
                            + " rows were changed. Keep the logs, compare the rows with a"
                            + " backup, and find out who had the owner's password:"
                            + " infra/docs/security.md, Audit rows.",
                    service, entries, hash, String.join("; ", report.faults()));
        }
    }
}
