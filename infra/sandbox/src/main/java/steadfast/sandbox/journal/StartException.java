package steadfast.sandbox.journal;

import org.jspecify.annotations.Nullable;

/** Thrown if the sandbox cannot start; the message is one sentence for the user. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
