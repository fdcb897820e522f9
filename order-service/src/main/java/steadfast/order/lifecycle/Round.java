package steadfast.order.lifecycle;

import java.time.Instant;
import steadfast.events.PaymentId;

/**
 * One attempt of the buyer to pay, under one idempotency key at the gateway.
 *
 * @param payBy no charge starts after it
 * @param expiresAt the order's time to live in this round
 */
public record Round(PaymentId paymentId, String paymentMethod, Instant payBy, Instant expiresAt) {

    public Round {
        if (!payBy.isBefore(expiresAt)) {
            throw new IllegalArgumentException("payBy must lie before expiresAt");
        }
    }

    /** Counted from 1. */
    public int number() {
        return paymentId.round();
    }
}
