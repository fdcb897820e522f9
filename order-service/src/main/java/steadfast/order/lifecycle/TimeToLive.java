package steadfast.order.lifecycle;

import java.time.Duration;
import java.time.Instant;
import steadfast.events.PaymentId;

/**
 * The time in which a round's order is paid, ended, or in review.
 *
 * @param total from the round's start to its expiry
 * @param payByMargin how long before its expiry the last charge may start, so that its answer can
 *     still be asked for
 */
public record TimeToLive(Duration total, Duration payByMargin) {

    public TimeToLive {
        if (!total.isPositive() || !payByMargin.isPositive()) {
            throw new IllegalArgumentException("time to live and its margin must be positive");
        }
        if (payByMargin.compareTo(total) >= 0) {
            throw new IllegalArgumentException(
                    "the margin before payBy must be shorter than the time to live");
        }
    }

    /** Returns the round that starts now. */
    public Round start(PaymentId paymentId, String paymentMethod, Instant now) {
        Instant expiresAt = now.plus(total);
        return new Round(paymentId, paymentMethod, expiresAt.minus(payByMargin), expiresAt);
    }
}
