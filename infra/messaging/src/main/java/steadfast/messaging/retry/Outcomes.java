package steadfast.messaging.retry;

import org.jboss.logging.Logger;
import steadfast.messaging.Outcome;

/** Maps exceptions of handlers to outcomes. */
public final class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private Outcomes() {}

    /**
     * Returns the outcome of a handler that threw, including errors that only this record causes.
     */
    public static Outcome.Failed of(Throwable thrown) {
        String reason = String.valueOf(thrown);
        if (FailureClass.of(thrown) == FailureClass.PERMANENT) {
            LOG.errorf(thrown, "a handler failed in a way that no retry can fix");
            return new Outcome.Dead("exception", reason);
        }
        return new Outcome.Retry("exception", reason);
    }

    /** Returns the outcome of a record that could not be read. */
    public static Outcome.Failed of(UnreadableRecordException unreadable) {
        String reason = String.valueOf(unreadable.getMessage());
        return unreadable.perhapsReadElsewhere()
                ? new Outcome.Retry("not-consumed", reason)
                : new Outcome.Dead("unreadable", reason);
    }
}
