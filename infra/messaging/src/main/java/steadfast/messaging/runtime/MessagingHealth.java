package steadfast.messaging.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports not ready while this instance can't do its work: before the topics exist, while a loop
 * keeps restarting, while the deployment refuses its statements. Problems of the shop as a whole
 * are reported by {@link ShopHealth}: a poisoned row does not remove an instance from the load
 * balancer.
 */
@Readiness
@ApplicationScoped
public class MessagingHealth implements HealthCheck {

    private final MessagingRuntime runtime;

    MessagingHealth(MessagingRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> reasons = runtime.whyNotReady();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("messaging").status(reasons.isEmpty());
        for (int i = 0; i < reasons.size(); i++) {
            response.withData("reason-" + (i + 1), reasons.get(i));
        }
        return response.build();
    }
}
