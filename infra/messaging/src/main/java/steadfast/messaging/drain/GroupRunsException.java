package steadfast.messaging.drain;

/** A group has running instances, which would handle what is being moved. */
public final class GroupRunsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GroupRunsException(String group) {
        super("instances of %s run".formatted(group));
    }
}
