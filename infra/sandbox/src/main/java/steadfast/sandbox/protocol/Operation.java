package steadfast.sandbox.protocol;

import java.util.Locale;

/** The operations on a payment that faults can affect. */
public enum Operation {
    CHARGE,
    QUERY,
    CANCEL,
    REFUND,

    /** Not requested: the gateway calls the merchant when a payment changes. */
    CALLBACK;

    /** Returns its name in a script. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
