package steadfast.messaging.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while this instance can't do its work: before the topics stand, while a loop restarts
 * again and again, while the deployment refuses its statements. What is wrong with the shop as a
 * whole is the matter of {@link ShopHealth}: no poisoned row takes an instance off the balancer.
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
