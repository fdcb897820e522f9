package steadfast.messaging.retry;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import steadfast.database.DatabaseFailure;

/** The meaning of an exception for the record that was being handled. */
public enum FailureClass {
    /** The schema, the rights or one of our statements: wait in place until a person fixes it. */
    DEPLOYMENT,
    /**
     * The database is down, or this transaction lost against another one: retry the same work in
     * place after a moment.
     */
    INFRASTRUCTURE,
    /** Another writer may have been slightly faster: retry once alone, then treat as transient. */
    CONFLICT,
    /**
     * The database refused this record's data, which later records may complete, or another
     * temporary problem: retry the record later.
     */
    TRANSIENT,
    /** A mistake in the record or in our code: a retry does not help. */
    PERMANENT;

    private static final int MAX_DEPTH = 20;

    /** Returns the class of what was thrown. */
    public static FailureClass of(Throwable thrown) {
        Optional<DatabaseFailure> failure = DatabaseFailure.of(thrown);
        if (failure.isPresent()) {
            return switch (failure.get()) {
                case DEPLOYMENT -> DEPLOYMENT;
                case INFRASTRUCTURE -> INFRASTRUCTURE;
                case CONFLICT -> CONFLICT;
                case RECORD -> TRANSIENT;
            };
        }
        return passesByItself(thrown) ? TRANSIENT : PERMANENT;
    }

    /** Returns true if the same records are retried in place, without using up an attempt. */
    public boolean waitsInPlace() {
        return this == DEPLOYMENT || this == INFRASTRUCTURE;
    }

    private static boolean passesByItself(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
