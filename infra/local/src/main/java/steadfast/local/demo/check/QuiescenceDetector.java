package steadfast.local.demo.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells rest from work: it is told of one look at the shop after the other, and says when there is
 * nothing more to wait for. Looks that see something move, and those that see nothing, both end.
 */
public final class QuiescenceDetector {

    private final Duration quiet;
    private final Instant limit;
    private @Nullable Look last;
    private Instant lastMove;

    /**
     * @param quiet how long nothing may move before it will not move any more
     * @param limit when waiting ends whatever is seen
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
     * @param booksClosed whether every order is over and its money where it belongs
     * @param state changes when anything has moved
     */
    record Look(boolean working, boolean booksClosed, Object state) {}

    /** Why the waiting is over. */
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

    /** Empty while it is worth another look. */
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

    /** The same when nothing could be seen. */
    Optional<End> afterNoLook(Instant now) {
        return now.isBefore(limit) ? Optional.empty() : Optional.of(End.LIMIT);
    }
}
