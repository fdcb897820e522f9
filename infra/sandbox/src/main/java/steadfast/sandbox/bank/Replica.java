package steadfast.sandbox.bank;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import steadfast.sandbox.faults.ServerFault;
import steadfast.sandbox.protocol.LedgerPayment;
import steadfast.sandbox.protocol.PaymentKey;

/** The lagging view that queries read: it may not show a capture yet. For one thread. */
final class Replica {

    private final Map<PaymentKey, Instant> visibleFrom = new HashMap<>();

    /** Hides a payment. */
    void hide(PaymentKey paymentId, Instant until) {
        visibleFrom.put(paymentId, until);
    }

    /** Returns whether a query with this server fault sees the payment. */
    boolean shows(LedgerPayment payment, ServerFault serverFault, Instant now) {
        if (serverFault instanceof ServerFault.Unseen) {
            return false;
        }
        return switch (payment) {
            case LedgerPayment.Captured captured ->
                    isVisible(captured.id(), now)
                            && !(serverFault instanceof ServerFault.Lag lag
                                    && now.isBefore(captured.capturedAt().plus(lag.length())));
            case LedgerPayment.Pending pending -> true;
            case LedgerPayment.ActionRequired asked -> true;
            case LedgerPayment.Declined declined -> true;
            case LedgerPayment.Cancelled cancelled -> true;
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
