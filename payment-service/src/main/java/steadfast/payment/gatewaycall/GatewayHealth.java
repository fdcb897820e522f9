package steadfast.payment.gatewaycall;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Reports the gateways' state on {@code /q/health/well} and {@code /q/health}. Always up: a sick
 * gateway makes this service neither unready nor dead.
 */
@Wellness
@ApplicationScoped
class GatewayHealth implements HealthCheck {
    private final GatewayChannels gatewayChannels;

    GatewayHealth(GatewayChannels gatewayChannels) {
        this.gatewayChannels = gatewayChannels;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gateways").up();
        gatewayChannels
                .all()
                .forEach(gatewayChannel ->
                        response.withData(gatewayChannel.name(), status(gatewayChannel)));
        return response.build();
    }

    private static String status(GatewayChannel gatewayChannel) {
        return gatewayChannel.admission().throttled()
                ? "THROTTLED"
                : gatewayChannel.circuit().state().name();
    }
}
