package steadfast.messaging.replay;

import org.jspecify.annotations.Nullable;

/** The broker can't be reached, or does not do in time what it was asked; the message says what. */
public final class KafkaAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
