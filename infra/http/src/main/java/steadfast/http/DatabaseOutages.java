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
 * Tells requests that failed since the database is away, busy or wrongly set up from those that
 * failed by their own data: the former are answered 503, since the same request succeeds later. So
 * is one whose commit was cut off: nobody knows whether it took place, and its idempotency key
 * finds out.
 */
@Singleton
class DatabaseOutages {

    private static final Logger LOG = Logger.getLogger(DatabaseOutages.class);

    /** A wrong schema fails every request: one line a minute is enough to wake somebody. */
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
     * The incident under which the failure was logged; empty, and nothing is logged, if it is none
     * of the database's.
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
                    "the database is not as this version needs it, requests are answered 503"
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
