package steadfast.payment.exchange;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * How the gateways are, on {@code /q/health/well} and {@code /q/health}. Always up: a gateway that
 * is sick makes us neither unready nor dead.
 */
@Wellness
@ApplicationScoped
class GatewayHealth implements HealthCheck {
    private final Stations stations;

    GatewayHealth(Stations stations) {
        this.stations = stations;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gateways").up();
        stations.all().forEach(station -> response.withData(station.name(), said(station)));
        return response.build();
    }

    private static String said(Station station) {
        return station.admission().throttled() ? "THROTTLED" : station.circuit().state().name();
    }
}
