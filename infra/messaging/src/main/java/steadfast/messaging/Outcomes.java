package steadfast.messaging;

import org.jboss.logging.Logger;

/** Maps exceptions of handlers to outcomes. */
final class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private Outcomes() {}

    /**
     * Returns the outcome of a handler that threw, including errors that only this record causes.
     */
    static Outcome.Failed of(Throwable thrown) {
        String reason = String.valueOf(thrown);
        if (FailureClass.of(thrown) == FailureClass.PERMANENT) {
            LOG.errorf(thrown, "a handler failed in a way that no retry can fix");
            return new Outcome.Dead("exception", reason);
        }
        return new Outcome.Retry("exception", reason);
    }

    /** Returns the outcome of a record that could not be read. */
    static Outcome.Failed of(UnreadableRecordException unreadable) {
        return new Outcome.Dead("unreadable", String.valueOf(unreadable.getMessage()));
    }
}
