package steadfast.reconciler.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.GatewaysConfig;
import steadfast.gateway.config.PermissionsConfig;

/** Connects the gateways that payment-service charges, by the same configuration. */
@ApplicationScoped
class QueryGatewayBeans {
    private static final Logger LOG = Logger.getLogger(QueryGatewayBeans.class);

    @Produces
    @Singleton
    GatewayDirectory directory(GatewaysConfig config, PermissionsConfig permissions, Clock clock) {
        GatewayDirectory directory = connect(config, permissions, clock);
        directory.complaints().forEach(LOG::warn);
        directory.remarks().forEach(LOG::info);
        return directory;
    }

    private static GatewayDirectory connect(
            GatewaysConfig config, PermissionsConfig permissions, Clock clock) {
        try {
            return GatewayDirectory.of(config, permissions, new NoReferences(), clock);
        } catch (IllegalArgumentException e) {
            LOG.errorf("start refused: %s", e.getMessage());
            throw e;
        }
    }

    void close(@Disposes GatewayDirectory directory) {
        directory.close();
    }
}
