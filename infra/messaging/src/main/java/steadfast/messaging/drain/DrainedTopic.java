package steadfast.messaging.drain;

/**
 * A topic of an old ladder that was emptied and removed.
 *
 * @param name the old topic
 * @param target where its records are now
 * @param records how many were moved by this run
 */
public record DrainedTopic(String name, String target, int records) {}
