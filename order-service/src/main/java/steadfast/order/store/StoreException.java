package steadfast.order.store;

import java.sql.SQLException;

/** The database did not do what was asked; the transaction rolls back and nothing has changed. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code lock_not_available}; PostgreSQL manual, appendix A. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreException of(String message, SQLException cause) {
        return LOCK_NOT_AVAILABLE.equals(cause.getSQLState())
                ? new Busy(message, cause)
                : new StoreException(message, cause);
    }

    /** Somebody else kept a row locked for too long: the same again in a moment. */
    public static final class Busy extends StoreException {

        private static final long serialVersionUID = 1L;

        Busy(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
