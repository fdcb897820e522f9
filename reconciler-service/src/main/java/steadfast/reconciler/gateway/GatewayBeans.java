package steadfast.reconciler.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;

/** Builds the gateway by its configuration. */
@ApplicationScoped
class GatewayBeans {

    @Produces
    @Singleton
    PaymentGateway sandbox(GatewayConfig config) {
        return new SandboxGateway(
                config.name(),
                config.url(),
                config.apiKey(),
                // Nothing is charged or refunded from here: those two limit nothing.
                new CallTimeouts(
                        config.connectTimeout(),
                        config.queryTimeout(),
                        config.queryTimeout(),
                        config.cancelTimeout(),
                        config.queryTimeout()),
                SandboxMerchant.OF_THE_SANDBOX);
    }

    void close(@Disposes PaymentGateway gateway) throws Exception {
        if (gateway instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
