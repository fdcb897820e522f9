package steadfast.messaging.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Reads {@code ce_time} as {@link Instant#toString} writes it. {@link Instant#parse}, used for any
 * other form, costs as much as the rest of a delivery together.
 */
public final class EventTime {

    /** {@code 2026-01-31T12:00:00}; a fraction and {@code Z} may follow. */
    private static final int SECONDS_END = 19;

    private static final int MAX_FRACTION_DIGITS = 9;

    private EventTime() {}

    /**
     * Reads a point in time.
     *
     * @throws DateTimeParseException if it is not a time
     */
    public static Instant parse(String text) {
        int end = text.length() - 1;
        int digits = end - SECONDS_END - 1;
        boolean usual =
                end >= SECONDS_END
                        && text.charAt(4) == '-'
                        && text.charAt(7) == '-'
                        && text.charAt(10) == 'T'
                        && text.charAt(13) == ':'
                        && text.charAt(16) == ':'
                        && text.charAt(end) == 'Z'
                        && (end == SECONDS_END
                                || (text.charAt(SECONDS_END) == '.'
                                        && digits >= 1
                                        && digits <= MAX_FRACTION_DIGITS));
        if (!usual) {
            return Instant.parse(text);
        }
        try {
            int nanos = number(text, SECONDS_END + 1, end);
            for (int digit = Math.max(0, digits); digit < MAX_FRACTION_DIGITS; digit++) {
                nanos *= 10;
            }
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, SECONDS_END),
                            nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.parse(text);
        }
    }

    /** Returns -1, which is never a valid part of a date, for anything but digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
