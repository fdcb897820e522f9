package steadfast.messaging.loop;

/**
 * The points at which a test crashes the loop: called at every step between poll and commit. Does
 * nothing in production.
 */
@FunctionalInterface
public interface CrashPoints {

    /** No faults. */
    CrashPoints NONE = step -> {};

    /** Called when the step has just been done; may throw to simulate a crash there. */
    void at(Step step);

    /** The steps of processing a record, in order. */
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
