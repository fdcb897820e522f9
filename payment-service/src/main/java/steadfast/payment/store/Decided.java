package steadfast.payment.store;

import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Decision;
import steadfast.payment.lifecycle.Payment;

/**
 * What a signal did, committed.
 *
 * @param payment as it stands now; null if there is none
 * @param heldBack nothing changed: the decision begins with a call that may not be made now
 */
public record Decided(Decision decision, @Nullable Payment payment, boolean heldBack) {
    Decided(Decision decision, @Nullable Payment payment) {
        this(decision, payment, false);
    }
}
