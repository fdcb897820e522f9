package steadfast.payment;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.config.ConnectedGateway;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.MethodRoutes;

/**
 * Every payment goes to the scripted gateway, but for two methods: one's gateway lacks a setting.
 */
@ApplicationScoped
class ScriptedDirectory {
    static final Duration CHARGE_TIMEOUT = Duration.ofSeconds(10);
    static final String DISABLED_METHOD = "card-of-the-disabled";

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    GatewayDirectory directory(ScriptedGateway gateway, SecondGateway second) {
        return new GatewayDirectory(
                Map.of(gateway.name(), connected(gateway), second.name(), connected(second)),
                Map.of("disabled", "api-key"),
                Set.of(),
                new MethodRoutes(
                        Map.of(
                                "*",
                                gateway.name(),
                                SecondGateway.METHOD,
                                second.name(),
                                DISABLED_METHOD,
                                "disabled")));
    }

    private static ConnectedGateway connected(PaymentGateway gateway) {
        return new ConnectedGateway(gateway, CHARGE_TIMEOUT, 200, false);
    }
}
