package steadfast.gateway;

import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/**
 * One charge.
 *
 * @param paymentMethod as the storefront named it, such as {@code card} or {@code qr}
 * @param payBy the deadline, sent along for the gateway to enforce: nothing is captured after it
 */
public record ChargeRequest(
        PaymentId paymentId, Money amount, String paymentMethod, Instant payBy) {}
