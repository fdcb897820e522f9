package steadfast.fulfillment.store;

import java.sql.SQLException;

/** A database operation failed; the transaction rolls back. */
public final class FulfillmentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FulfillmentStoreException(String message, SQLException cause) {
        super(message, cause);
    }
}
