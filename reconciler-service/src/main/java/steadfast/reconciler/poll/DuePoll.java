package steadfast.reconciler.poll;

import org.jspecify.annotations.Nullable;
import steadfast.gateway.ChargeRequest;
import steadfast.reconciler.store.PolledPayment;

/**
 * A poll that was taken.
 *
 * @param closing what is to be closed; null if it is only asked about, which is also so where
 *     nobody told its terms
 */
record DuePoll(PolledPayment payment, @Nullable ChargeRequest closing) {
    String operation() {
        return closing == null ? "query" : "cancel";
    }
}
