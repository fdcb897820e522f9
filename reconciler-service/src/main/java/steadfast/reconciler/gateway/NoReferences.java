package steadfast.reconciler.gateway;

import java.util.Optional;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;

/** Whoever takes no money need not know what a gateway calls a payment: he can search for it. */
final class NoReferences implements GatewayReferences {

    @Override
    public Optional<String> find(String gateway, PaymentId paymentId) {
        return Optional.empty();
    }

    @Override
    public void store(String gateway, PaymentId paymentId, String reference) {}
}
