package steadfast.order.lifecycle;

import java.time.Instant;
import steadfast.events.PaymentId;

/**
 * One attempt to pay, under one idempotency key at the gateway.
 *
 * @param payBy the time after which no charge starts
 * @param expiresAt the order's time to live in this round
 * @param issueWhenPaid whether a person confirmed this payment: once payment-service says that it
 *     succeeded, cards are issued, also after the order's end
 * @param test whether it is known that it goes to a gateway that moves no real money
 */
public record Round(
        PaymentId paymentId,
        String paymentMethod,
        Instant payBy,
        Instant expiresAt,
        boolean issueWhenPaid,
        boolean test) {

    public Round {
        if (!payBy.isBefore(expiresAt)) {
            throw new IllegalArgumentException("payBy must lie before expiresAt");
        }
    }

    /** Creates a round without a decision, and with an unknown place of payment. */
    public Round(PaymentId paymentId, String paymentMethod, Instant payBy, Instant expiresAt) {
        this(paymentId, paymentMethod, payBy, expiresAt, false, false);
    }

    /** Returns this round, confirmed by a person or no longer confirmed. */
    Round issuingWhenPaid(boolean confirmed) {
        return new Round(paymentId, paymentMethod, payBy, expiresAt, confirmed, test);
    }

    /** Returns this round, paid where no real money moves. */
    Round withPlayMoney() {
        return new Round(paymentId, paymentMethod, payBy, expiresAt, issueWhenPaid, true);
    }

    /** Counted from 1. */
    public int number() {
        return paymentId.round();
    }
}
