package steadfast.messaging.retry;

import org.jspecify.annotations.Nullable;

/** The record is not what its topic carries; it goes to the dead-letter topic at once, whole. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
