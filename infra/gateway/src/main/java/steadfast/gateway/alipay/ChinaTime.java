package steadfast.gateway.alipay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Alipay's times: of Beijing, without saying so, in whole seconds. */
final class ChinaTime {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private ChinaTime() {}

    /** The whole second before it: a deadline is never prolonged. */
    static String write(Instant moment) {
        return FORMAT.format(moment.atOffset(BEIJING));
    }

    static Instant read(String text) throws UnreadableAlipayException {
        try {
            return LocalDateTime.parse(text, FORMAT).toInstant(BEIJING);
        } catch (DateTimeException e) {
            throw new UnreadableAlipayException("no time");
        }
    }
}
