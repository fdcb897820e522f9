package steadfast.sandbox.callbacks;

import java.time.Duration;
import java.util.Locale;
import steadfast.sandbox.protocol.PaymentJson;

/**
 * One message to the merchant. However often it is sent, its event stays.
 *
 * @param after how long it waits before it is sent first
 */
record Callback(Kind kind, Event event, Duration after) {

    /** What it is worth. */
    enum Kind {
        /** True and well signed. */
        GENUINE(true),

        /** A genuine one once more, with the same event ID. */
        DUPLICATE(true),

        /** Well signed, but it says the opposite of what happened. */
        CONTRADICTORY(true),

        /** Says the opposite, and is signed with another key. */
        FORGED_SIGNATURE(false),

        /** Says that another amount was captured, and is not signed at all. */
        FORGED_AMOUNT(false);

        private final boolean isRepeated;

        Kind(boolean isRepeated) {
            this.isRepeated = isRepeated;
        }

        /** Its name in the counts. */
        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it is sent again without a 2xx: forgers don't insist. */
        boolean isRepeated() {
            return isRepeated;
        }
    }

    /**
     * What a message says; written as JSON it is the body.
     *
     * @param id of this event, for ever
     */
    record Event(String id, String merchant, PaymentJson payment) {}
}
