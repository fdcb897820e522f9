package steadfast.messaging.retry;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a record is not valid for its topic; the whole record goes to the dead-letter topic, at
 * once unless another instance may be able to read it.
 */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final boolean perhapsReadElsewhere;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private UnreadableRecordException(
            String message, @Nullable Throwable cause, boolean perhapsReadElsewhere) {
        super(message, cause);
        this.perhapsReadElsewhere = perhapsReadElsewhere;
    }

    /**
     * Returns the reason of a record on the ladder whose source topic this instance does not
     * consume: one of another version may, as long as both run.
     */
    public static UnreadableRecordException notConsumed(String originTopic) {
        return new UnreadableRecordException(
                "its origin-topic is %s, which this group does not consume".formatted(originTopic),
                null,
                true);
    }

    boolean perhapsReadElsewhere() {
        return perhapsReadElsewhere;
    }
}
