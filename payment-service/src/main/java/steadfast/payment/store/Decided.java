package steadfast.payment.store;

import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.Decision;
import steadfast.payment.lifecycle.Payment;

/**
 * What a signal did, committed.
 *
 * @param payment as it stands after the decision; null if there is none
 */
public record Decided(Decision decision, @Nullable Payment payment) {}
