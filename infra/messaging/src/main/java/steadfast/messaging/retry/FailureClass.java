package steadfast.messaging.retry;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import steadfast.database.DatabaseFailure;

/** What an exception means for the record during which it was thrown. */
public enum FailureClass {
    /** The schema, the rights or a statement of ours: wait in place until a person mends it. */
    DEPLOYMENT,
    /**
     * The database is away, or this transaction lost against another one: the same work, here, in a
     * moment.
     */
    INFRASTRUCTURE,
    /** Another writer may have been faster by a moment: once more alone, then as transient. */
    CONFLICT,
    /**
     * The database refused this record's data, which other records may yet complete, or something
     * else that passes by itself: hand the record over again later.
     */
    TRANSIENT,
    /** A mistake in the record or in us: no retry changes it. */
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

    /** True if the same records are tried again where they are, without using an attempt. */
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
