package steadfast.reconciler.poll;

import steadfast.reconciler.store.AskedPayment;
import steadfast.reconciler.store.PolledPayment;

/**
 * A poll that this instance has leased.
 *
 * @param closes whether to close the payment; otherwise it is only queried, which is also the case
 *     if its terms are unknown
 */
record DuePoll(PolledPayment payment, AskedPayment asked, boolean closes) {
    String operation() {
        return closes ? "cancel" : "query";
    }
}
