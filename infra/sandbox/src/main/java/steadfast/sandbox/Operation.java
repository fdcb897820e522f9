package steadfast.sandbox;

import java.util.Locale;

/** What is done about a payment, and can go wrong. */
enum Operation {
    CHARGE,
    QUERY,
    CANCEL,
    REFUND;

    /** Its name in a script. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
