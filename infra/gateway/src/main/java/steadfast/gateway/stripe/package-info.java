/** Stripe behind {@link steadfast.gateway.PaymentGateway}: PaymentIntents by Stripe's library. */
@NullMarked
package steadfast.gateway.stripe;

import org.jspecify.annotations.NullMarked;
