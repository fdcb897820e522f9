package steadfast.messaging;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record. A handler that throws instead gets {@code Retry} for an exception that
 * is transient by type, else {@code Dead}.
 */
public sealed interface Outcome {

    /** Its effect is in the database, or it needed none: acknowledge. */
    record Done() implements Outcome {}

    /**
     * Its effect is not there; {@code kind} is a short token for headers and metrics, such as
     * {@code gateway-unknown}.
     */
    sealed interface Failed extends Outcome {

        String kind();

        String reason();
    }

    /**
     * Not now: hand it over again later.
     *
     * @param parkAt the parking tier in which it waits, its attempts unchanged, until the {@link
     *     ParkingGate} lets it go; null for the next rung of the ladder
     */
    record Retry(String kind, String reason, @Nullable String parkAt) implements Failed {

        /** On the next rung of the ladder. */
        public Retry(String kind, String reason) {
            this(kind, reason, null);
        }
    }

    /** Never: move it to the dead-letter topic, whole. */
    record Dead(String kind, String reason) implements Failed {}

    /** The one {@link Done}. */
    Outcome DONE = new Done();
}
