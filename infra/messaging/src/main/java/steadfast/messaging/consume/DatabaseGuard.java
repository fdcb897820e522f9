package steadfast.messaging.consume;

import java.time.Duration;
import org.jboss.logging.Logger;
import steadfast.database.DatabaseFailure;
import steadfast.database.DatabaseMonitor;
import steadfast.messaging.loop.Backoff;
import steadfast.messaging.loop.LoopHealth;
import steadfast.messaging.loop.StopSignal;
import steadfast.messaging.retry.FailureClass;

/**
 * Decides what a loop does about work that its database refused, so that an outage causes no dead
 * letter and no single record blocks its group forever.
 */
final class DatabaseGuard {

    private static final Logger LOG = Logger.getLogger(DatabaseGuard.class);
    private static final int FAILURES_BEFORE_HALVING = 3;
    private static final int FAILURES_BEFORE_LADDER = 10;

    private final String group;
    private final DatabaseMonitor monitor;
    private final Duration stuckAfter;
    private final LoopHealth health;
    private final StopSignal stop;

    /** {@code stuckAfter}: how long a record that fails alone is tried in place. */
    DatabaseGuard(
            String group,
            DatabaseMonitor monitor,
            Duration stuckAfter,
            LoopHealth health,
            StopSignal stop) {
        this.group = group;
        this.monitor = monitor;
        this.stuckAfter = stuckAfter;
        this.health = health;
        this.stop = stop;
    }

    /** The next step for records whose transaction failed. */
    enum Advice {
        /** Retry the same records; the pause is over. */
        TRY_AGAIN,
        /** Retry each half separately: one of them may cause the failure. */
        HALVE,
        /** Move the single record to the retry ladder: other writes succeed. */
        GIVE_UP
    }

    /** The history of one set of records that is retried. */
    final class Attempts {

        private final Backoff backoff = new Backoff();
        private int failures;
        private int failuresWhileOthersWrite;
        private long othersWriteSinceNanos;

        /** Waits for the pause due after this failure, and returns how to continue. */
        Advice after(Throwable failure, FailureClass kind, int records) {
            failures++;
            monitor.discardStaleConnections(failure);
            report(failure, kind);
            if (records > 1 && failures >= FAILURES_BEFORE_HALVING) {
                return Advice.HALVE;
            }
            if (records == 1 && kind == FailureClass.INFRASTRUCTURE && isToBlame()) {
                return Advice.GIVE_UP;
            }
            stop.pause(backoff.next());
            return Advice.TRY_AGAIN;
        }

        /** Counts only failures while other writes succeed: an outage is not a record's fault. */
        private boolean isToBlame() {
            if (!monitor.acceptsWrites()) {
                failuresWhileOthersWrite = 0;
                return false;
            }
            if (failuresWhileOthersWrite++ == 0) {
                othersWriteSinceNanos = System.nanoTime();
            }
            return failuresWhileOthersWrite >= FAILURES_BEFORE_LADDER
                    && System.nanoTime() - othersWriteSinceNanos >= stuckAfter.toNanos();
        }
    }

    /** Starts counting the failures of a set of records. */
    Attempts newAttempts() {
        return new Attempts();
    }

    private void report(Throwable failure, FailureClass kind) {
        String message = DatabaseFailure.message(failure).orElseGet(failure::toString);
        if (kind != FailureClass.DEPLOYMENT) {
            LOG.warnf("database away, waiting with the same records: group=%s %s", group, message);
        } else if (health.refused(message)) {
            LOG.errorf(
                    "the deployment prevents this service's work, waiting until it is fixed:"
                            + " group=%s %s",
                    group, message);
        }
    }
}
