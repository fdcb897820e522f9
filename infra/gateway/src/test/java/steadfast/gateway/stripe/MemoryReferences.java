package steadfast.gateway.stripe;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import steadfast.events.PaymentId;
import steadfast.gateway.GatewayReferences;

/** References in memory. */
final class MemoryReferences implements GatewayReferences {
    private final Map<PaymentId, String> references = new ConcurrentHashMap<>();

    @Override
    public Optional<String> find(String gateway, PaymentId paymentId) {
        return Optional.ofNullable(references.get(paymentId));
    }

    @Override
    public void store(String gateway, PaymentId paymentId, String reference) {
        references.putIfAbsent(paymentId, reference);
    }
}
