package steadfast.messaging.retry;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a record is not valid for its topic; the whole record goes to the dead-letter topic at
 * once.
 */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
