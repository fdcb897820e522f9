package steadfast.events;

import org.jspecify.annotations.Nullable;

/** Thrown if the bytes are not an event of their topic; a retry does not help. */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
