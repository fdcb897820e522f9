package steadfast.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The offset of PostgreSQL's clock from ours, by the fastest of three answers.
 *
 * @param uncertainty half of the answer's round-trip time
 */
record ClockOffset(Instant ours, Instant theirs, Duration uncertainty) {

    private static final int QUESTIONS = 3;

    static ClockOffset measure(Connection connection, Clock clock) throws SQLException {
        ClockOffset best = once(connection, clock);
        for (int asked = 1; asked < QUESTIONS; asked++) {
            ClockOffset next = once(connection, clock);
            if (next.uncertainty.compareTo(best.uncertainty) < 0) {
                best = next;
            }
        }
        return best;
    }

    private static ClockOffset once(Connection connection, Clock clock) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Instant before = clock.instant();
            try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                Duration half = Duration.between(before, clock.instant()).dividedBy(2);
                row.next();
                return new ClockOffset(
                        before.plus(half),
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        half.abs());
            }
        }
    }

    /** Returns whether they certainly differ by more. */
    boolean exceeds(Duration limit) {
        return difference().minus(uncertainty).compareTo(limit) > 0;
    }

    /** Returns both clocks, for a person. */
    String sentence() {
        return "The clocks differ by %d s: here it is %s, at PostgreSQL %s; set both by NTP, since times of orders and payments are compared across machines."
                .formatted(
                        difference().toSeconds(),
                        ours.truncatedTo(ChronoUnit.SECONDS),
                        theirs.truncatedTo(ChronoUnit.SECONDS));
    }

    private Duration difference() {
        return Duration.between(ours, theirs).abs();
    }
}
