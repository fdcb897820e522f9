package steadfast.messaging.retry;

import org.jboss.logging.Logger;
import steadfast.messaging.Outcome;

/** Turns what a handler threw into an outcome. */
public final class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private Outcomes() {}

    /** The outcome of a handler that threw, be it an error that only this record provokes. */
    public static Outcome.Failed of(Throwable thrown) {
        String reason = String.valueOf(thrown);
        if (FailureClass.of(thrown) == FailureClass.PERMANENT) {
            LOG.errorf(thrown, "a handler failed in a way that no retry changes");
            return new Outcome.Dead("exception", reason);
        }
        return new Outcome.Retry("exception", reason);
    }

    /** The outcome of a record that could not be read. */
    public static Outcome.Failed of(UnreadableRecordException unreadable) {
        return new Outcome.Dead("unreadable", String.valueOf(unreadable.getMessage()));
    }
}
