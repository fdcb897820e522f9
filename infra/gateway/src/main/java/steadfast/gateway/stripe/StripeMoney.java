package steadfast.gateway.stripe;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import steadfast.events.Money;
import steadfast.gateway.NotPayable;

/**
 * Converts amounts to and from Stripe's form, which isn't always in ISO 4217's minor units: some
 * currencies have no decimals there, and two without decimals are written with two that must be
 * zero. Of those with three the last must be zero (docs.stripe.com/currencies).
 */
final class StripeMoney {
    private static final Set<String> ZERO_DECIMAL =
            Set.of(
                    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND",
                    "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> THREE_DECIMAL = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Currencies without decimals in ISO 4217 that Stripe writes with two. */
    private static final Set<String> WRITTEN_WITH_TWO = Set.of("ISK", "UGX");

    private StripeMoney() {}

    /** Thrown for an amount that the other side can't express. */
    static final class InexpressibleException extends Exception {
        private static final long serialVersionUID = 1L;

        private final NotPayable why;
        private final String complaint;

        InexpressibleException(NotPayable why, String complaint) {
            super(complaint);
            this.why = why;
            this.complaint = complaint;
        }

        /** Returns the reason, for the buyer. */
        NotPayable why() {
            return why;
        }

        String complaint() {
            return complaint;
        }
    }

    /** Stripe's amount for ours. */
    static long toStripe(Money money) throws InexpressibleException {
        int ours = decimals(money.currency());
        int theirs = stripeDecimals(money.currency());
        long amount =
                exact(BigDecimal.valueOf(money.amountMinor(), ours).movePointRight(theirs), money);
        if (theirs == 3 && amount % 10 != 0) {
            throw new InexpressibleException(
                    NotPayable.AMOUNT_NOT_EXPRESSIBLE,
                    "Stripe does not take thousandths: " + money);
        }
        return amount;
    }

    /** Our amount for Stripe's. */
    static Money fromStripe(long amount, String lowerCaseCurrency) throws InexpressibleException {
        String currency = lowerCaseCurrency.toUpperCase(Locale.ROOT);
        BigDecimal value = BigDecimal.valueOf(amount, stripeDecimals(currency));
        long minor = exact(value.movePointRight(decimals(currency)), amount + " " + currency);
        try {
            return new Money(minor, currency);
        } catch (IllegalArgumentException e) {
            throw new InexpressibleException(
                    NotPayable.AMOUNT_NOT_EXPRESSIBLE, "not an amount: " + amount + " " + currency);
        }
    }

    private static long exact(BigDecimal amount, Object of) throws InexpressibleException {
        try {
            return amount.longValueExact();
        } catch (ArithmeticException e) {
            throw new InexpressibleException(
                    NotPayable.AMOUNT_NOT_EXPRESSIBLE, "not a whole amount: " + of);
        }
    }

    /**
     * Never guessed: a wrong number of decimals would charge or refund ten or a hundred times the
     * agreed amount.
     */
    private static int stripeDecimals(String currency) throws InexpressibleException {
        if (ZERO_DECIMAL.contains(currency)) {
            return 0;
        }
        if (THREE_DECIMAL.contains(currency)) {
            return 3;
        }
        if (decimals(currency) == 2 || WRITTEN_WITH_TWO.contains(currency)) {
            return 2;
        }
        throw new InexpressibleException(
                NotPayable.CURRENCY_NOT_TAKEN, "unknown number of decimals at Stripe: " + currency);
    }

    private static int decimals(String currency) throws InexpressibleException {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            if (digits >= 0) {
                return digits;
            }
        } catch (IllegalArgumentException e) {
            // Not in ISO 4217; said below.
        }
        throw new InexpressibleException(
                NotPayable.CURRENCY_NOT_TAKEN, "not a currency: " + currency);
    }
}
