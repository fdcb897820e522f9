package steadfast.sandbox.callbacks;

import java.time.Duration;
import java.util.Locale;
import steadfast.sandbox.protocol.PaymentJson;

/**
 * One message to the merchant. Its event is the same however often it is sent.
 *
 * @param after how long it waits before it is first sent
 */
record Callback(Kind kind, Event event, Duration after) {

    /** The kinds of messages, by their truth and signature. */
    enum Kind {
        /** True and correctly signed. */
        GENUINE(true),

        /** A repeated genuine one, with the same event ID. */
        DUPLICATE(true),

        /** Correctly signed, but claims the opposite of what happened. */
        CONTRADICTORY(true),

        /** Claims the opposite, and is signed with another key. */
        FORGED_SIGNATURE(false),

        /** Claims that another amount was captured, and is unsigned. */
        FORGED_AMOUNT(false);

        private final boolean isRepeated;

        Kind(boolean isRepeated) {
            this.isRepeated = isRepeated;
        }

        /** Returns its name in the counts. */
        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Returns whether it is sent again without a 2xx: forged messages are not. */
        boolean isRepeated() {
            return isRepeated;
        }
    }

    /**
     * The content of a message; written as JSON it is the body.
     *
     * @param id the event's ID, which never changes
     */
    record Event(String id, String merchant, PaymentJson payment) {}
}
