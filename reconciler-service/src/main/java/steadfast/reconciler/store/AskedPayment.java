package steadfast.reconciler.store;

import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;

/**
 * What must be known of a payment to ask a gateway about it.
 *
 * @param gateway the one that payment-service said it charges; null if it has not said so yet
 * @param terms what it would have charged; null if nobody told: then it can't be closed
 */
public record AskedPayment(
        PaymentId paymentId, @Nullable String gateway, @Nullable ChargeRequest terms) {}
