package steadfast.sandbox.bank;

import steadfast.events.Money;
import steadfast.sandbox.protocol.PaymentKey;

/**
 * What happens to a captured payment without the shop: its support in the gateway's dashboard, or
 * the buyer's bank. It has no weather.
 */
public sealed interface DashboardAction {

    PaymentKey paymentId();

    /** Support gives money back, the whole or a part; {@code key} makes it repeatable. */
    record Refund(PaymentKey paymentId, String key, Money amount, String reason)
            implements DashboardAction {}

    /** The refund of this key can't be paid out after all: the money is back at the gateway. */
    record FailRefund(PaymentKey paymentId, String key) implements DashboardAction {}

    /** The buyer's bank takes back what is left. */
    record Dispute(PaymentKey paymentId, String reason) implements DashboardAction {}
}
