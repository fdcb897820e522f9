package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.config.ConnectedGateway;
import steadfast.payment.lifecycle.Lifecycle;

/**
 * One gateway with everything that belongs to it: decorators, circuit, slots, rules.
 *
 * @param gateway the adapter with its decorators
 */
record GatewayChannel(
        String name,
        PaymentGateway gateway,
        Circuit circuit,
        Admission admission,
        Lifecycle lifecycle) {

    /**
     * Returns the tier in which records wait for the gateway's answer now; null for the retry
     * ladder.
     */
    @Nullable String parkAt() {
        return admission.parks() ? name : null;
    }

    static GatewayChannel of(
            ConnectedGateway connected, CircuitConfig config, Clock clock, MeterRegistry meters) {
        PaymentGateway adapter = connected.gateway();
        Circuit circuit = new Circuit(adapter.name(), config, meters);
        RetryAfterGate retryAfterGate = new RetryAfterGate(clock);
        return new GatewayChannel(
                adapter.name(),
                new GuardedGateway(new MeteredGateway(adapter, meters), circuit, retryAfterGate),
                circuit,
                new Admission(
                        circuit::state,
                        new Probes(adapter.name(), config, clock, meters),
                        retryAfterGate,
                        new Bulkhead(connected.maxInFlight())),
                new Lifecycle(
                        connected.chargeTimeout(), adapter.visibilityLag(), connected.playMoney()));
    }
}
