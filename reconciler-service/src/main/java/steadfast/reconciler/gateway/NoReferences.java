package steadfast.reconciler.gateway;

import java.util.Optional;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;

/**
 * A store without references: a service that charges nothing can find a payment at the gateway by
 * searching for it.
 */
final class NoReferences implements GatewayReferences {

    @Override
    public Optional<String> find(String gateway, PaymentId paymentId) {
        return Optional.empty();
    }

    @Override
    public void store(String gateway, PaymentId paymentId, String reference) {}
}
