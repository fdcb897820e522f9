package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;
import steadfast.gateway.GatewayReferences;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.GatewaysConfig;
import steadfast.gateway.config.PermissionsConfig;

/** Connects the configured gateways, and logs them. */
@ApplicationScoped
class GatewayBeans {
    private static final Logger LOG = Logger.getLogger(GatewayBeans.class);

    @Produces
    @Singleton
    GatewayDirectory directory(
            GatewaysConfig config,
            PermissionsConfig permissions,
            GatewayReferences references,
            Clock clock) {
        GatewayDirectory directory = connect(config, permissions, references, clock);
        directory.complaints().forEach(LOG::warn);
        directory.remarks().forEach(LOG::info);
        LOG.infof("gateways are connected: names=%s", directory.connected().keySet());
        return directory;
    }

    private static GatewayDirectory connect(
            GatewaysConfig config,
            PermissionsConfig permissions,
            GatewayReferences references,
            Clock clock) {
        try {
            return GatewayDirectory.of(config, permissions, references, clock);
        } catch (IllegalArgumentException e) {
            LOG.errorf("start refused: %s", e.getMessage());
            throw e;
        }
    }

    void close(@Disposes GatewayDirectory directory) {
        directory.close();
    }

    @Produces
    @Singleton
    GatewayChannels gatewayChannels(
            GatewayDirectory directory, CircuitConfig config, Clock clock, MeterRegistry meters) {
        return new GatewayChannels(directory, config, clock, meters);
    }
}
