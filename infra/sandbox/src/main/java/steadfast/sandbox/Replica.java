package steadfast.sandbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Where queries look: it may not know of a capture yet. For one thread. */
final class Replica {

    private final Map<PaymentKey, Instant> visibleFrom = new HashMap<>();

    /** Keeps a payment out of sight. */
    void hide(PaymentKey paymentId, Instant until) {
        visibleFrom.put(paymentId, until);
    }

    /** Whether a query with this twist sees the payment. */
    boolean shows(Payment payment, Twist twist, Instant now) {
        if (twist instanceof Twist.Unseen) {
            return false;
        }
        return switch (payment) {
            case Payment.Captured captured ->
                    isVisible(captured.id(), now)
                            && !(twist instanceof Twist.Lag lag
                                    && now.isBefore(captured.capturedAt().plus(lag.length())));
            case Payment.Pending pending -> true;
            case Payment.ActionRequired asked -> true;
            case Payment.Declined declined -> true;
            case Payment.Cancelled cancelled -> true;
        };
    }

    private boolean isVisible(PaymentKey paymentId, Instant now) {
        Instant from = visibleFrom.get(paymentId);
        if (from == null) {
            return true;
        }
        if (now.isBefore(from)) {
            return false;
        }
        visibleFrom.remove(paymentId);
        return true;
    }
}
