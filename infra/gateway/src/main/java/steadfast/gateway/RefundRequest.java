package steadfast.gateway;

import steadfast.events.Money;
import steadfast.events.PaymentId;

/**
 * One refund. {@code refundNumber} counts from 1 within the payment; with the payment ID it is the
 * idempotency key.
 */
public record RefundRequest(PaymentId paymentId, int refundNumber, Money amount, String reason) {

    public RefundRequest {
        if (refundNumber < 1) {
            throw new IllegalArgumentException("refundNumber must be at least 1: " + refundNumber);
        }
    }

    /** Returns the idempotency key for the gateway. */
    public String idempotencyKey() {
        return paymentId + "-refund-" + refundNumber;
    }
}
