package steadfast.messaging;

/**
 * What became of one record. A handler that throws instead gets {@code Retry} for an exception that
 * is transient by type, else {@code Dead}.
 */
public sealed interface Outcome {

    /** Its effect is in the database, or it needed none: acknowledge. */
    record Done() implements Outcome {}

    /**
     * Not now: hand it over again later. {@code kind} is a short token for headers and metrics,
     * such as {@code database-away}.
     */
    record Retry(String kind, String reason) implements Outcome {}

    /** Never: move it to the dead-letter topic, whole. */
    record Dead(String kind, String reason) implements Outcome {}

    /** The one {@link Done}. */
    Outcome DONE = new Done();
}
