package steadfast.payment.store;

import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentDecision;

/**
 * The committed result of a signal.
 *
 * @param payment its current state; null if there is none
 * @param heldBack nothing changed: the decision begins with a call that may not be made now
 */
public record DecisionResult(
        PaymentDecision decision, @Nullable Payment payment, boolean heldBack) {
    DecisionResult(PaymentDecision decision, @Nullable Payment payment) {
        this(decision, payment, false);
    }
}
