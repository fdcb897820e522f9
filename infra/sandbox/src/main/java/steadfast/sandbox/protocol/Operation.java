package steadfast.sandbox.protocol;

import java.util.Locale;

/** What is done about a payment, and can go wrong. */
public enum Operation {
    CHARGE,
    QUERY,
    CANCEL,
    REFUND,

    /** Nobody asks for it: the gateway calls the merchant when a payment changes. */
    CALLBACK;

    /** Its name in a script. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
