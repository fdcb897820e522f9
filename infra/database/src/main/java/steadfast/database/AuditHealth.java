package steadfast.database;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Says at {@code /q/health/well} whether the audit rows are what was written, as the last check
 * found. No reason to take no orders, so readiness does not ask.
 */
@Wellness
@ApplicationScoped
public class AuditHealth implements HealthCheck {

    private final AuditWatch watch;

    AuditHealth(AuditWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("audit").up();
        watch.last().ifPresent(report -> tell(report, response));
        return response.build();
    }

    private static void tell(AuditReport report, HealthCheckResponseBuilder response) {
        response.withData("entries", report.head().map(AuditHead::entries).orElse(0L));
        report.head().ifPresent(head -> response.withData("head", head.hash()));
        if (!report.faults().isEmpty()) {
            response.down().withData("faults", String.join("; ", report.faults()));
        }
    }
}
