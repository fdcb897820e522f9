package steadfast.database;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Reports at {@code /q/health/well} whether the last check found the audit rows unchanged. A fault
 * is no reason to refuse orders, so readiness ignores it.
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
        watch.last().ifPresent(report -> describe(report, response));
        return response.build();
    }

    private static void describe(AuditReport report, HealthCheckResponseBuilder response) {
        response.withData("entries", report.head().map(AuditHead::entries).orElse(0L));
        report.head().ifPresent(head -> response.withData("head", head.hash()));
        if (!report.faults().isEmpty()) {
            response.down().withData("faults", String.join("; ", report.faults()));
        }
    }
}
