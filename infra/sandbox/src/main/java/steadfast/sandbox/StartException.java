package steadfast.sandbox;

import org.jspecify.annotations.Nullable;

/** Thrown if the sandbox cannot start; the message is one sentence for the user. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
