package steadfast.payment.exchange;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxTimeouts;
import steadfast.payment.lifecycle.Lifecycle;

/** Builds the gateway: the adapter by configuration, and around it what watches over it. */
@ApplicationScoped
class GatewayBeans {
    /** What everybody gets: the adapter in its wrappings, the innermost first. */
    @Produces
    @Singleton
    PaymentGateway gateway(@Adapter PaymentGateway adapter, MeterRegistry meters) {
        return new MeteredGateway(adapter, meters);
    }

    @Produces
    @Singleton
    @Adapter
    PaymentGateway sandbox(GatewayConfig config) {
        return new SandboxGateway(
                config.name(),
                config.url(),
                config.apiKey(),
                new SandboxTimeouts(
                        config.connectTimeout(),
                        config.chargeTimeout(),
                        config.queryTimeout(),
                        config.cancelTimeout(),
                        config.refundTimeout()));
    }

    void close(@Disposes @Adapter PaymentGateway adapter) throws Exception {
        if (adapter instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    Lifecycle lifecycle(GatewayConfig config) {
        return new Lifecycle(config.chargeTimeout());
    }
}
