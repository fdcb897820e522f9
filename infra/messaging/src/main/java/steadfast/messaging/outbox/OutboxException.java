package steadfast.messaging.outbox;

/**
 * Thrown if outbox rows could not be written or read; nothing was lost, the transaction rolls back.
 */
public final class OutboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
