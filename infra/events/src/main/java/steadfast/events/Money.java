package steadfast.events;

import java.util.regex.Pattern;

/**
 * An amount in one currency.
 *
 * @param amountMinor in minor units (cents, fen), never negative
 * @param currency ISO 4217, three capital letters
 */
public record Money(long amountMinor, String currency) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public Money {
        if (amountMinor < 0) {
            throw new IllegalArgumentException("amountMinor must not be negative: " + amountMinor);
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException(
                    "currency must be three capital letters: " + currency);
        }
    }

    /**
     * Returns this amount multiplied by the count.
     *
     * @throws ArithmeticException if it no longer fits 63 bits
     */
    public Money times(int quantity) {
        return new Money(Math.multiplyExact(amountMinor, (long) quantity), currency);
    }
}
