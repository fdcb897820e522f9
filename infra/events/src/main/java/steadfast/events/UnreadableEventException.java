package steadfast.events;

import org.jspecify.annotations.Nullable;

/** The bytes are no event of their topic; no retry will make them one. */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
