package steadfast.sandbox.bank;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import steadfast.sandbox.faults.ServerFault;
import steadfast.sandbox.protocol.LedgerPayment;
import steadfast.sandbox.protocol.PaymentKey;

/** Where queries look: it may not know of a capture yet. For one thread. */
final class Replica {

    private final Map<PaymentKey, Instant> visibleFrom = new HashMap<>();

    /** Keeps a payment out of sight. */
    void hide(PaymentKey paymentId, Instant until) {
        visibleFrom.put(paymentId, until);
    }

    /** Whether a query with this twist sees the payment. */
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
