package steadfast.messaging.replay;

import org.jspecify.annotations.Nullable;

/** Thrown if the broker can't be reached, or does not respond in time; the message says to what. */
public final class KafkaAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
