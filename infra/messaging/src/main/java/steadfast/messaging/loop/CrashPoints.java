package steadfast.messaging.loop;

/**
 * Where a test makes the loop die: called at every step between poll and commit. In production it
 * does nothing.
 */
@FunctionalInterface
public interface CrashPoints {

    /** No faults. */
    CrashPoints NONE = step -> {};

    /** Called when the step has just been done; may throw to simulate a crash there. */
    void at(Step step);

    /** The steps of a record's way, in their order. */
    enum Step {
        POLLED,
        HANDLED,
        COPY_SENT,
        COMPLETED,
        OFFSETS_COMMITTED,
        OUTBOX_READ,
        OUTBOX_SENT,
        OUTBOX_DELETED
    }
}
