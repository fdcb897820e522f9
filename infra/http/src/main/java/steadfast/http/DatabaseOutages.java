package steadfast.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import steadfast.database.DatabaseFailure;

/**
 * Distinguishes requests that failed because the database is down, busy or wrongly set up from
 * those that failed because of their own data: the former get 503, since the same request succeeds
 * later. So does a request whose commit was interrupted: its outcome is unknown, and a repeat with
 * its idempotency key finds out.
 */
@Singleton
class DatabaseOutages {

    private static final Logger LOG = Logger.getLogger(DatabaseOutages.class);

    /** A wrong schema fails every request: one line per minute is enough to alert a person. */
    private static final long ALARM_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private static final int MAX_DEPTH = 20;

    private final LongSupplier nanoTime;
    private final AtomicLong nextAlarmAt;

    @Inject
    DatabaseOutages() {
        this(System::nanoTime);
    }

    DatabaseOutages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextAlarmAt = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Returns the incident under which the failure was logged; empty, and nothing is logged, if the
     * database is not the cause.
     *
     * @param path of the request, for the log
     */
    Optional<UUID> incident(Throwable thrown, String path) {
        Optional<DatabaseFailure> failure = DatabaseFailure.of(thrown);
        if (failure.isEmpty() || failure.get() == DatabaseFailure.RECORD) {
            return Optional.empty();
        }
        UUID incident = UUID.randomUUID();
        if (failure.get() != DatabaseFailure.DEPLOYMENT) {
            LOG.warnf(
                    "the database is unavailable incidentId=%s path=%s failure=%s reason=%s",
                    incident, path, failure.get(), reason(thrown));
        } else if (isAlarmDue()) {
            LOG.errorf(
                    "the database does not meet this version's needs, requests get 503"
                            + " incidentId=%s path=%s reason=%s",
                    incident, path, reason(thrown));
        }
        return Optional.of(incident);
    }

    private boolean isAlarmDue() {
        long now = nanoTime.getAsLong();
        long due = nextAlarmAt.get();
        return now - due >= 0 && nextAlarmAt.compareAndSet(due, now + ALARM_EVERY_NANOS);
    }

    /** On one line; further lines of the server's message may hold the request's data. */
    private static String reason(Throwable thrown) {
        return DatabaseFailure.message(thrown)
                .orElseGet(() -> String.valueOf(innermost(thrown)))
                .lines()
                .findFirst()
                .orElse("");
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable found = thrown;
        for (int depth = 0; found.getCause() != null && depth < MAX_DEPTH; depth++) {
            found = found.getCause();
        }
        return found;
    }
}
