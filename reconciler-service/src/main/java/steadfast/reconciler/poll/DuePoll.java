package steadfast.reconciler.poll;

import steadfast.reconciler.store.AskedPayment;
import steadfast.reconciler.store.PolledPayment;

/**
 * A poll that was taken.
 *
 * @param closes whether it is to be closed; else it is only asked about, which is also so where
 *     nobody told its terms
 */
record DuePoll(PolledPayment payment, AskedPayment asked, boolean closes) {
    String operation() {
        return closes ? "cancel" : "query";
    }
}
