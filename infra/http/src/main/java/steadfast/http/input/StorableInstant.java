package steadfast.http.input;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * The rule for times in a request: ISO 8601 text with a year of four digits. Java reads times a
 * billion years away, PostgreSQL stores none before 4713 BC or after the year 294276, and no client
 * needs any others.
 */
public final class StorableInstant {

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private StorableInstant() {}

    /**
     * Reads a time.
     *
     * @throws DateTimeException if the text is not a time, or outside the years 0001 to 9999
     */
    public static Instant parse(String text) {
        Instant read = Instant.parse(text);
        if (read.isBefore(MIN) || read.isAfter(MAX)) {
            throw new DateTimeException("not in the years 0001 to 9999: " + text);
        }
        return read;
    }
}
