package steadfast.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The ID of one round of paying for an order, {@code <order ID>-<round>}, and also <em>the</em>
 * gateway's idempotency key: the same round can always be charged again safely, another round is
 * another payment.
 *
 * @param round counted from 1
 */
public record PaymentId(OrderId orderId, int round) {

    private static final int UUID_LENGTH = 36;

    public PaymentId {
        if (round < 1) {
            throw new IllegalArgumentException("round must be at least 1: " + round);
        }
    }

    /** Returns the first round of an order. */
    public static PaymentId first(OrderId orderId) {
        return new PaymentId(orderId, 1);
    }

    /** Returns the round after this one. */
    public PaymentId next() {
        return new PaymentId(orderId, round + 1);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is not {@code <uuid>-<round>}
     */
    @JsonCreator
    public static PaymentId parse(String text) {
        if (text.length() < UUID_LENGTH + 2 || text.charAt(UUID_LENGTH) != '-') {
            throw new IllegalArgumentException("not a payment ID: " + text);
        }
        PaymentId read =
                new PaymentId(
                        OrderId.parse(text.substring(0, UUID_LENGTH)),
                        Integer.parseInt(text.substring(UUID_LENGTH + 1)));
        // An idempotency key has one spelling: not -01 and not -+1.
        if (!read.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a payment ID: " + text);
        }
        return read;
    }

    @JsonValue
    @Override
    public String toString() {
        return orderId + "-" + round;
    }
}
