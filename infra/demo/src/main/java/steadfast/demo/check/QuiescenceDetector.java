package steadfast.demo.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Detects when the shop is at rest: it receives one observation after the other, and tells when
 * waiting is over. Waiting is bounded, whether the observations show changes or fail.
 */
public final class QuiescenceDetector {

    private final Duration quiet;
    private final Instant limit;
    private @Nullable Look last;
    private Instant lastMove;

    /**
     * @param quiet how long nothing must change to count as rest
     * @param limit when waiting ends in any case
     */
    QuiescenceDetector(Instant begin, Duration quiet, Instant limit) {
        this.quiet = quiet;
        this.limit = limit;
        this.lastMove = begin;
    }

    /**
     * What was seen.
     *
     * @param working whether a consumer has records to handle
     * @param booksClosed whether every order is final and its money in the right place
     * @param state changes when anything has changed
     */
    record Look(boolean working, boolean booksClosed, Object state) {}

    /** The reason why waiting is over. */
    public enum End {
        BOOKS_CLOSED("the books are closed"),
        NOTHING_MOVES("nothing moves any more"),
        LIMIT("something still moves, but the time is up");

        private final String text;

        End(String text) {
            this.text = text;
        }

        /** Returns the end as the scoreboard words it. */
        public String text() {
            return text;
        }
    }

    /** Returns the reason to stop; empty while waiting continues. */
    Optional<End> after(Look look, Instant now) {
        boolean same = look.equals(last);
        last = look;
        if (!same || look.working()) {
            lastMove = now;
        }
        if (same && look.booksClosed() && !look.working()) {
            return Optional.of(End.BOOKS_CLOSED);
        }
        if (!now.isBefore(lastMove.plus(quiet))) {
            return Optional.of(End.NOTHING_MOVES);
        }
        return afterNoLook(now);
    }

    /** Does the same if the observation failed. */
    Optional<End> afterNoLook(Instant now) {
        return now.isBefore(limit) ? Optional.empty() : Optional.of(End.LIMIT);
    }
}
