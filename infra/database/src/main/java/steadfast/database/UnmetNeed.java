package steadfast.database;

/**
 * Something that a service needs and did not find at its start.
 *
 * @param sentence what was found, what is needed and what to do, in English; for the log
 * @param chinese the same in Chinese; shown beside it
 */
public record UnmetNeed(String sentence, String chinese, Cure cure) {

    /** What is required before the service can start. */
    public enum Cure {
        /** A change elsewhere: the service waits, is not ready, and checks again. */
        FROM_OUTSIDE,

        /** Other settings or another server: the process ends and logs why. */
        NEW_START
    }
}
