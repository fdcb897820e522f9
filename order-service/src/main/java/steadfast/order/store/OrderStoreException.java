package steadfast.order.store;

import java.sql.SQLException;
import java.util.Set;

/** A database operation failed; the transaction rolls back and nothing has changed. */
public class OrderStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code lock_not_available}, {@code deadlock_detected}; PostgreSQL manual, appendix A. */
    private static final Set<String> LOST_RACE = Set.of("55P03", "40P01");

    OrderStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    static OrderStoreException of(String message, SQLException cause) {
        String state = cause.getSQLState();
        return state != null && LOST_RACE.contains(state)
                ? new Busy(message, cause)
                : new OrderStoreException(message, cause);
    }

    /** Another transaction kept a row locked for too long: retry in a moment. */
    public static final class Busy extends OrderStoreException {

        private static final long serialVersionUID = 1L;

        Busy(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
