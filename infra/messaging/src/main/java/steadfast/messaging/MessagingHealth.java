package steadfast.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the topics stand and every loop and the relay run. */
@Readiness
@ApplicationScoped
public class MessagingHealth implements HealthCheck {

    private final MessagingRuntime runtime;

    MessagingHealth(MessagingRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("messaging").status(runtime.ready()).build();
    }
}
