package steadfast.sandbox.bank;

import steadfast.events.Money;
import steadfast.sandbox.protocol.PaymentKey;

/**
 * A change to a captured payment without the shop: by its support in the gateway's dashboard, or by
 * the buyer's bank. Faults do not affect it.
 */
public sealed interface DashboardAction {

    PaymentKey paymentId();

    /** Support refunds the whole or a part; {@code key} makes it repeatable. */
    record Refund(PaymentKey paymentId, String key, Money amount, String reason)
            implements DashboardAction {}

    /** The refund with this key can't be paid out after all: the money is back at the gateway. */
    record FailRefund(PaymentKey paymentId, String key) implements DashboardAction {}

    /** The buyer's bank charges back the rest. */
    record Dispute(PaymentKey paymentId, String reason) implements DashboardAction {}
}
