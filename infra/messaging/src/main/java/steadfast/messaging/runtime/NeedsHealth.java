package steadfast.messaging.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import steadfast.database.UnmetNeed;

/** Reports not ready while the engine has an unmet need, and names it. */
@Readiness
@ApplicationScoped
public class NeedsHealth implements HealthCheck {

    private final MessagingRuntime runtime;

    NeedsHealth(MessagingRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("needs");
        int number = 0;
        for (UnmetNeed need : runtime.unmetNeeds()) {
            number++;
            response.withData("need-" + number, need.sentence());
            response.withData("need-" + number + "-zh", need.chinese());
        }
        return response.status(number == 0).build();
    }
}
