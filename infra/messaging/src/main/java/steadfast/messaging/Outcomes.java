package steadfast.messaging;

import org.jboss.logging.Logger;

/** Turns what went wrong into an outcome, and an outcome into a failure to settle. */
final class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private Outcomes() {}

    /** The outcome of a handler that threw. */
    static Outcome of(Exception thrown) {
        String reason = String.valueOf(thrown);
        if (FailureClass.of(thrown) == FailureClass.PERMANENT) {
            LOG.errorf(thrown, "a handler failed in a way that no retry changes");
            return new Outcome.Dead("exception", reason);
        }
        return new Outcome.Retry("exception", reason);
    }

    /**
     * The failure that this outcome means. A retry goes to the dead-letter topic as long as there
     * is no ladder.
     */
    static DeadLetters.Failure failure(FetchedRecord fetched, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Retry(String kind, String reason) ->
                    new DeadLetters.Failure(fetched, kind, reason);
            case Outcome.Dead(String kind, String reason) ->
                    new DeadLetters.Failure(fetched, kind, reason);
            case Outcome.Done _ ->
                    throw new IllegalArgumentException("a record that is done has not failed");
        };
    }
}
