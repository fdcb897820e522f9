package steadfast.database;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a database failure, which decides what has to wait for what.
 *
 * <p>Decided by SQLSTATE (PostgreSQL manual, appendix A): our SQL is constant, so an error that
 * depends on the statement alone can't be the fault of one record.
 */
public enum DatabaseFailure {
    /** The data of one record or request: the same data fails again. */
    RECORD,

    /**
     * A unique or foreign key (23505, 23503): another writer may have been slightly faster. It is
     * the record's own failure if it recurs when the record is retried alone.
     */
    CONFLICT,

    /**
     * The schema, the rights or the statement: nothing succeeds until a person changes the
     * deployment, and then everything does.
     */
    DEPLOYMENT,

    /**
     * Everything else, including failures without an SQLSTATE (no connection in time, a transaction
     * rolled back by its timeout): the same work succeeds once the database is back.
     */
    INFRASTRUCTURE;

    private static final Set<String> RECORD_CLASSES =
            Set.of("21", "22", "23", "38", "39", "44", "54", "P0");
    private static final Set<String> DEPLOYMENT_CLASSES =
            Set.of("0A", "26", "28", "3D", "3F", "42");
    private static final Set<String> CONFLICTS = Set.of("23503", "23505");

    /** {@code in_failed_sql_transaction}: says only that an earlier statement failed. */
    private static final String AFTER_A_FAILURE = "25P02";

    /** {@code read_only_sql_transaction}, and the shutdowns of class 57. */
    private static final Set<String> CONNECTION_IS_STALE =
            Set.of("25006", "57P01", "57P02", "57P03");

    /** A chain of causes can be cyclic. */
    private static final int MAX_EXCEPTIONS = 40;

    /** Returns the database failure among the causes; empty if there is none. */
    public static Optional<DatabaseFailure> of(Throwable thrown) {
        @Nullable DatabaseFailure found = null;
        for (Throwable one : causesOf(thrown)) {
            if (one instanceof SQLException e) {
                found = ofState(e.getSQLState());
                if (!AFTER_A_FAILURE.equals(e.getSQLState())) {
                    return Optional.of(found);
                }
            } else if (found == null && isConsequence(one)) {
                found = INFRASTRUCTURE;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Returns the meaning of an SQLSTATE, which is null for the pool's own exceptions. */
    static DatabaseFailure ofState(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() != 5) {
            return INFRASTRUCTURE;
        }
        if (CONFLICTS.contains(sqlState)) {
            return CONFLICT;
        }
        String category = sqlState.substring(0, 2);
        if (RECORD_CLASSES.contains(category)) {
            return RECORD;
        }
        return DEPLOYMENT_CLASSES.contains(category) ? DEPLOYMENT : INFRASTRUCTURE;
    }

    /**
     * Returns whether the connection itself is unusable: the server shut down, or became a
     * read-only replica.
     */
    public static boolean connectionIsStale(Throwable thrown) {
        return causesOf(thrown).stream()
                .anyMatch(one ->
                        one instanceof SQLException e
                                && e.getSQLState() != null
                                && CONNECTION_IS_STALE.contains(e.getSQLState()));
    }

    /**
     * Returns the database's own message, for a log line that names the object; empty if it gave
     * none.
     */
    public static Optional<String> message(Throwable thrown) {
        List<SQLException> failures =
                causesOf(thrown).stream()
                        .filter(SQLException.class::isInstance)
                        .map(SQLException.class::cast)
                        .toList();
        return failures.stream()
                .filter(failure -> !AFTER_A_FAILURE.equals(failure.getSQLState()))
                .findFirst()
                .or(() -> failures.stream().findFirst())
                .map(failure ->
                        "%s (SQLSTATE %s)".formatted(failure.getMessage(), failure.getSQLState()));
    }

    /**
     * Returns the exception, its causes, then their suppressed exceptions: a failed commit has its
     * cause there.
     */
    private static List<Throwable> causesOf(Throwable thrown) {
        List<Throwable> found = new ArrayList<>();
        Deque<Throwable> open = new ArrayDeque<>(List.of(thrown));
        while (!open.isEmpty() && found.size() < MAX_EXCEPTIONS) {
            Throwable next = open.removeFirst();
            found.add(next);
            if (next.getCause() != null) {
                open.addFirst(next.getCause());
            }
            open.addAll(List.of(next.getSuppressed()));
        }
        return found;
    }

    private static boolean isConsequence(Throwable thrown) {
        return switch (thrown) {
            case RollbackException _,
                    SystemException _,
                    TransactionalException _,
                    jakarta.persistence.RollbackException _,
                    OptimisticLockException _,
                    PessimisticLockException _,
                    LockTimeoutException _,
                    QueryTimeoutException _ ->
                    true;
            default -> false;
        };
    }
}
