package steadfast.database;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the service's database takes writes, and closes pooled connections that have
 * become useless.
 *
 * <p>After a failover a pool keeps connections to a server that still answers, but is read-only.
 * Connection tests do not detect that, so the first refused write must.
 */
@ApplicationScoped
public class DatabaseMonitor {

    private static final Logger LOG = Logger.getLogger(DatabaseMonitor.class);
    private static final int PROBE_SECONDS = 3;

    private static final Duration PROBE_HOLDS = Duration.ofSeconds(1);

    private final @Nullable DataSource dataSource;
    private final ReentrantLock probing = new ReentrantLock();
    private long probedNanos = System.nanoTime() - PROBE_HOLDS.toNanos();
    private boolean accepted;

    @Inject
    DatabaseMonitor(Instance<DataSource> dataSource) {
        this(dataSource.isResolvable() ? dataSource.get() : null);
    }

    private DatabaseMonitor(@Nullable DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Creates a monitor of a database that is not the application's own bean. */
    public static DatabaseMonitor of(DataSource dataSource) {
        return new DatabaseMonitor(dataSource);
    }

    /** Closes the pooled connections if this failure means that they are unusable. */
    public void discardStaleConnections(Throwable failure) {
        if (dataSource instanceof AgroalDataSource pool
                && DatabaseFailure.connectionIsStale(failure)) {
            LOG.warnf("closing the database connections of the pool: %s", failure.getMessage());
            pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
    }

    /**
     * Returns true if its own small write was committed now, or less than a second ago; also true
     * without a database. Concurrent callers share one check.
     */
    public boolean acceptsWrites() {
        probing.lock();
        try {
            if (System.nanoTime() - probedNanos > PROBE_HOLDS.toNanos()) {
                accepted = probe();
                probedNanos = System.nanoTime();
            }
            return accepted;
        } finally {
            probing.unlock();
        }
    }

    private boolean probe() {
        try {
            return refusal().isEmpty();
        } catch (SQLException e) {
            discardStaleConnections(e);
            return false;
        }
    }

    /**
     * Writes a message to the write-ahead log, which touches no table and commits like any write.
     *
     * @return why the database takes no writes; empty if it does
     * @throws SQLException if the check fails
     */
    Optional<String> refusal() throws SQLException {
        if (dataSource == null) {
            return Optional.empty();
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PROBE_SECONDS);
            if (isReadOnly(statement)) {
                SQLException readOnly =
                        new SQLException("the database is read-only: it refuses writes", "25006");
                discardStaleConnections(readOnly);
                return Optional.of(String.valueOf(readOnly.getMessage()));
            }
            statement.execute("select pg_logical_emit_message(true, 'steadfast', 'write probe')");
            return Optional.empty();
        }
    }

    private static boolean isReadOnly(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "select pg_is_in_recovery()"
                                + " or current_setting('transaction_read_only')::boolean")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
