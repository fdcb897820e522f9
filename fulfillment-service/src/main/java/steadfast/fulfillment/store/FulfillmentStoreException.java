package steadfast.fulfillment.store;

import java.sql.SQLException;

/** The database did not do what it was asked; the transaction rolls back. */
public final class FulfillmentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FulfillmentStoreException(String message, SQLException cause) {
        super(message, cause);
    }
}
