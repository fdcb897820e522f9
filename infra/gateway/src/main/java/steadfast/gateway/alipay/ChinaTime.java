package steadfast.gateway.alipay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Converts Alipay's times: Beijing time without a zone, in whole seconds. */
final class ChinaTime {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private ChinaTime() {}

    /** Rounds down to the whole second, so that a deadline is never prolonged. */
    static String write(Instant moment) {
        return FORMAT.format(moment.atOffset(BEIJING));
    }

    static Instant read(String text) throws UnreadableAlipayException {
        try {
            return LocalDateTime.parse(text, FORMAT).toInstant(BEIJING);
        } catch (DateTimeException e) {
            throw new UnreadableAlipayException("not a time");
        }
    }
}
