package steadfast.messaging.drain;

/** A group has not made the topics yet into which its old ladders are to be moved. */
public final class LadderMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LadderMissingException(String topic, String group) {
        super("there is no topic %s, which %s makes when it starts".formatted(topic, group));
    }
}
