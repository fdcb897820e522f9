package steadfast.messaging.replay;

import org.jspecify.annotations.Nullable;

/** Thrown if the broker can't be reached, or does not respond in time; the message says to what. */
public final class KafkaAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates it with a message that says what the broker did not do. */
    public KafkaAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates it with the message of the deepest cause, which says what happened. */
    public static KafkaAwayException because(Exception failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        @Nullable String text = deepest.getMessage();
        return new KafkaAwayException(
                text == null ? deepest.getClass().getSimpleName() : text, failure);
    }
}
