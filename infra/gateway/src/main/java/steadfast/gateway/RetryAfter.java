package steadfast.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header (RFC 9110, section 10.2.3): seconds, or a date. A date is relative
 * to the same response's {@code Date}, so that only the gateway's clock matters.
 */
public final class RetryAfter {
    /** The longest time for which a gateway, or a proxy in between, can make us wait. */
    static final Duration AT_MOST = Duration.ofMinutes(10);

    /** Nine digits are decades already, and always fit. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /**
     * Returns how long to wait; null if the header says nothing usable.
     *
     * @param date the response's own {@code Date} header
     */
    public static @Nullable Duration read(@Nullable String retryAfter, @Nullable String date) {
        if (retryAfter == null) {
            return null;
        }
        String value = retryAfter.trim();
        if (SECONDS.matcher(value).matches()) {
            return bounded(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant until = instant(value);
        Instant sentAt = date == null ? null : instant(date.trim());
        return until == null || sentAt == null ? null : bounded(Duration.between(sentAt, until));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(AT_MOST) < 0 ? wait : AT_MOST;
    }
}
