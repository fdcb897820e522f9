package steadfast.gateway;

import java.util.Locale;

/** Why a gateway takes a payment from nobody; the buyer can choose another way to pay. */
public enum NotPayable {
    AMOUNT_TOO_SMALL,
    AMOUNT_TOO_LARGE,
    /** The gateway can't express the amount, such as thousandths. */
    AMOUNT_NOT_EXPRESSIBLE,
    CURRENCY_NOT_TAKEN,
    /** Not now, or not for this account. */
    METHOD_NOT_AVAILABLE;

    /** Its stable name in answers, events and to buyers, such as {@code amount-too-small}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
