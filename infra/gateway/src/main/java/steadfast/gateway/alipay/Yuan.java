package steadfast.gateway.alipay;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadfast.events.Money;

/** Converts Alipay's amounts: yuan with at most two decimals; nothing else is accepted. */
final class Yuan {
    static final String CURRENCY = "CNY";

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,2}))?");

    private Yuan() {}

    static String write(Money money) {
        return String.format(
                Locale.ROOT, "%d.%02d", money.amountMinor() / 100, money.amountMinor() % 100);
    }

    static Money read(String text) throws UnreadableAlipayException {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            throw new UnreadableAlipayException("not an amount");
        }
        String cents = matcher.group(2) == null ? "" : matcher.group(2);
        long fen =
                Long.parseLong(matcher.group(1)) * 100
                        + Long.parseLong((cents + "00").substring(0, 2));
        return new Money(fen, CURRENCY);
    }
}
