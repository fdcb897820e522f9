package steadfast.gateway;

import java.util.Locale;

/** The reason why no buyer can pay this way; the buyer can choose another payment method. */
public enum NotPayable {
    AMOUNT_TOO_SMALL,
    AMOUNT_TOO_LARGE,
    /** The gateway can't express the amount, such as thousandths. */
    AMOUNT_NOT_EXPRESSIBLE,
    CURRENCY_NOT_TAKEN,
    /** Not now, or not for this account. */
    METHOD_NOT_AVAILABLE;

    /**
     * Returns the stable name used in answers, in events and for buyers, such as {@code
     * amount-too-small}.
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
