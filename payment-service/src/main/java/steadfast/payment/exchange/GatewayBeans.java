package steadfast.payment.exchange;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;
import steadfast.payment.lifecycle.Lifecycle;

/** Builds the gateway: the adapter by configuration, and around it what watches over it. */
@ApplicationScoped
class GatewayBeans {
    /** What everybody gets: the adapter in its wrappings, the innermost first. */
    @Produces
    @Singleton
    PaymentGateway gateway(@Adapter PaymentGateway adapter, Circuit circuit, MeterRegistry meters) {
        return new GuardedGateway(new MeteredGateway(adapter, meters), circuit);
    }

    @Produces
    @Singleton
    Gateways gateways(PaymentGateway gateway) {
        return name -> Optional.of(gateway).filter(one -> one.name().equals(name));
    }

    @Produces
    @Singleton
    Circuit circuit(@Adapter PaymentGateway adapter, CircuitConfig config, MeterRegistry meters) {
        return new Circuit(adapter.name(), config, meters);
    }

    @Produces
    @Singleton
    Admission admission(
            @Adapter PaymentGateway adapter, Circuit circuit, CircuitConfig config, Clock clock) {
        return new Admission(adapter.name(), circuit::state, new Probes(config, clock));
    }

    @Produces
    @Singleton
    @Adapter
    PaymentGateway sandbox(GatewayConfig config) {
        return new SandboxGateway(
                config.name(),
                config.url(),
                config.apiKey(),
                new CallTimeouts(
                        config.connectTimeout(),
                        config.chargeTimeout(),
                        config.queryTimeout(),
                        config.cancelTimeout(),
                        config.refundTimeout()),
                SandboxMerchant.OF_THE_SANDBOX);
    }

    void close(@Disposes @Adapter PaymentGateway adapter) throws Exception {
        if (adapter instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    Lifecycle lifecycle(GatewayConfig config, @Adapter PaymentGateway adapter) {
        return new Lifecycle(config.chargeTimeout(), adapter.visibilityLag());
    }
}
