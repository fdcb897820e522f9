package steadfast.messaging.outbox;

/** The database did not take or give outbox rows; nothing was lost, the transaction rolls back. */
public final class OutboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
