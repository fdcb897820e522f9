package steadfast.gateway;

import java.util.Optional;
import steadfast.events.PaymentId;

/**
 * The gateways' own names for our payments, for gateways that choose them. Stored by the service
 * that charges; a service that only queries need not store them.
 */
public interface GatewayReferences {

    /** Returns the gateway's name for the payment. */
    Optional<String> find(String gateway, PaymentId paymentId);

    /**
     * Stores the name; the first one stays. Returns only when it would survive a crash, because
     * money may move right after it.
     */
    void store(String gateway, PaymentId paymentId, String reference);
}
