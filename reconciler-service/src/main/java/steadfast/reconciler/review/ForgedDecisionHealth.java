package steadfast.reconciler.review;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Reports not well once a forged decision was seen, until a person has investigated and restarts
 * this instance.
 */
@Wellness
@ApplicationScoped
class ForgedDecisionHealth implements HealthCheck {

    private final DecisionWitness witness;

    ForgedDecisionHealth(DecisionWitness witness) {
        this.witness = witness;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("decisions");
        long seen = witness.seen();
        if (seen > 0) {
            response.withData("forged", seen);
        }
        return response.status(seen == 0).build();
    }
}
