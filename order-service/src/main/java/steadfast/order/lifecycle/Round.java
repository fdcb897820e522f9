package steadfast.order.lifecycle;

import java.time.Instant;
import steadfast.events.PaymentId;

/**
 * One attempt of the buyer to pay, under one idempotency key at the gateway.
 *
 * @param payBy no charge starts after it
 * @param expiresAt the order's time to live in this round
 * @param issueWhenPaid whether a person confirmed this payment: once payment-service says that it
 *     succeeded, cards are issued, also after the order's end
 */
public record Round(
        PaymentId paymentId,
        String paymentMethod,
        Instant payBy,
        Instant expiresAt,
        boolean issueWhenPaid) {

    public Round {
        if (!payBy.isBefore(expiresAt)) {
            throw new IllegalArgumentException("payBy must lie before expiresAt");
        }
    }

    /** A round about which nobody has decided. */
    public Round(PaymentId paymentId, String paymentMethod, Instant payBy, Instant expiresAt) {
        this(paymentId, paymentMethod, payBy, expiresAt, false);
    }

    /** This round, confirmed by a person or no longer. */
    Round issuingWhenPaid(boolean confirmed) {
        return new Round(paymentId, paymentMethod, payBy, expiresAt, confirmed);
    }

    /** Counted from 1. */
    public int number() {
        return paymentId.round();
    }
}
