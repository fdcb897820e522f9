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
class WalkedDirectory {
    @Produces
    @Singleton
    GatewayDirectory directory(WalkedGateway gateway) {
        return new GatewayDirectory(
                Map.of(
                        WalkedGateway.NAME,
                        new ConnectedGateway(gateway, WalkedGateway.TIMEOUT, 200, false)),
                Map.of(),
                Set.of(),
                new MethodRoutes(Map.of("*", WalkedGateway.NAME)));
    }
}
