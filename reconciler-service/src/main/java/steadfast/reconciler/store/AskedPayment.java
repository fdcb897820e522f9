package steadfast.reconciler.store;

import org.jspecify.annotations.Nullable;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;

/**
 * The data of a payment that are needed to ask a gateway about it.
 *
 * @param gateway the one that payment-service reported; null if not reported yet
 * @param terms the terms of the charge; null if unknown: then it can't be closed
 */
public record AskedPayment(
        PaymentId paymentId, @Nullable String gateway, @Nullable ChargeRequest terms) {}
