package steadfast.messaging;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one record. If a handler throws, the outcome is {@code Retry} for a transient type
 * of exception, otherwise {@code Dead}.
 */
public sealed interface Outcome {

    /** Its effect is in the database, or it needed none: acknowledge. */
    record Done() implements Outcome {}

    /**
     * It had no effect; {@code kind} is a short token for headers and metrics, such as {@code
     * gateway-unknown}.
     */
    sealed interface Failed extends Outcome {

        String kind();

        String reason();
    }

    /**
     * Handle it again later.
     *
     * @param parkAt the parking tier in which it waits, its attempts unchanged, until the {@link
     *     ParkingGate} releases it; null for the next rung of the ladder
     */
    record Retry(String kind, String reason, @Nullable String parkAt) implements Failed {

        /** Creates a retry on the next rung of the ladder. */
        public Retry(String kind, String reason) {
            this(kind, reason, null);
        }
    }

    /** Move the whole record to the dead-letter topic. */
    record Dead(String kind, String reason) implements Failed {}

    /** The one {@link Done}. */
    Outcome DONE = new Done();
}
