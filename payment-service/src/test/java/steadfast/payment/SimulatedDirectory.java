package steadfast.payment;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import steadfast.gateway.config.ConnectedGateway;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.MethodRoutes;

/** Every payment goes to the gateway of the walks. */
@Alternative
@Singleton
class SimulatedDirectory {
    @Produces
    @Singleton
    GatewayDirectory directory(SimulatedGateway gateway) {
        return new GatewayDirectory(
                Map.of(
                        SimulatedGateway.NAME,
                        new ConnectedGateway(gateway, SimulatedGateway.TIMEOUT, 200, false)),
                Map.of(),
                Set.of(),
                new MethodRoutes(Map.of("*", SimulatedGateway.NAME)));
    }
}
