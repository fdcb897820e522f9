package steadfast.sandbox.journal;

import org.jspecify.annotations.Nullable;

/** The sandbox cannot start; the message is one sentence for the person at the shell. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
