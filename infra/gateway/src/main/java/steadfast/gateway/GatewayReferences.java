package steadfast.gateway;

import java.util.Optional;
import steadfast.events.PaymentId;

/**
 * What gateways call our payments, for those that choose the name themselves. Kept by whoever
 * charges; whoever only asks may keep nothing.
 */
public interface GatewayReferences {

    /** The gateway's name for the payment. */
    Optional<String> find(String gateway, PaymentId paymentId);

    /**
     * Keeps the name; the first one stays. Returns only when it would survive a crash: money may
     * move right after it.
     */
    void store(String gateway, PaymentId paymentId, String reference);
}
