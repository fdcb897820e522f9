package steadfast.reconciler;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import steadfast.gateway.config.ConnectedGateway;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.MethodRoutes;

/** Every payment is asked about at the scripted gateway, unless its gateway has another name. */
@ApplicationScoped
class ScriptedDirectory {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    GatewayDirectory directory(ScriptedGateway gateway) {
        return new GatewayDirectory(
                Map.of(
                        gateway.name(),
                        new ConnectedGateway(gateway, Duration.ofSeconds(10), 200, false)),
                Map.of(),
                Set.of(),
                new MethodRoutes(Map.of("*", gateway.name())));
    }
}
