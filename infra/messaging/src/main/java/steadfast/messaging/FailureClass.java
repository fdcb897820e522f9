package steadfast.messaging;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an exception means for the record during which it was thrown. */
enum FailureClass {
    /**
     * The database is away, or this transaction lost against another one: the same work, here, in a
     * moment.
     */
    INFRASTRUCTURE,
    /** Something else that passes by itself: hand the record over again later. */
    TRANSIENT,
    /** A mistake in the record or in us: no retry changes it. */
    PERMANENT;

    /**
     * SQLSTATE classes: connection, resources, operator intervention (shutdown). PostgreSQL manual,
     * appendix A.
     */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    /** Serialization failure, deadlock, lock not available. */
    private static final Set<String> LOST_RACE = Set.of("40001", "40P01", "55P03");

    private static final int MAX_DEPTH = 20;

    static FailureClass of(Throwable thrown) {
        FailureClass found = PERMANENT;
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            FailureClass own = ofOne(cause);
            if (own.compareTo(found) < 0) {
                found = own;
            }
            cause = cause.getCause();
        }
        return found;
    }

    private static FailureClass ofOne(Throwable thrown) {
        return switch (thrown) {
            case SQLException e when isInfrastructure(e) -> INFRASTRUCTURE;
            case IOException _ -> TRANSIENT;
            case TimeoutException _ -> TRANSIENT;
            default -> PERMANENT;
        };
    }

    private static boolean isInfrastructure(SQLException e) {
        String state = e.getSQLState();
        if (state == null || state.length() < 2) {
            // The pool's own exceptions (no connection in time) carry no state.
            return true;
        }
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || AWAY.contains(state.substring(0, 2))
                || LOST_RACE.contains(state);
    }
}
