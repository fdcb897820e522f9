package steadfast.gateway;

import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/**
 * One charge.
 *
 * @param paymentMethod as the storefront named it, such as {@code card} or {@code qr}
 * @param payBy sent along as a deadline that the gateway enforces: nothing is captured after it
 */
public record ChargeRequest(
        PaymentId paymentId, Money amount, String paymentMethod, Instant payBy) {}
