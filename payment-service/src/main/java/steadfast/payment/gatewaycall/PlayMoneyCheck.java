package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.PermissionsConfig;

/**
 * Refuses to start if real cards would be sold for play money. Where that is allowed, logs a
 * warning and sets for each gateway the gauge {@code steadfast.gateway.play.money}, 1 where no real
 * money moves.
 */
@ApplicationScoped
class PlayMoneyCheck {
    private static final Logger LOG = Logger.getLogger(PlayMoneyCheck.class);

    private final GatewayDirectory directory;
    private final PermissionsConfig permissions;
    private final MeterRegistry meters;

    PlayMoneyCheck(
            GatewayDirectory directory, PermissionsConfig permissions, MeterRegistry meters) {
        this.directory = directory;
        this.permissions = permissions;
        this.meters = meters;
    }

    /** Before anything is charged: the consumers start later. */
    void check(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
        permissions
                .playMoney()
                .refusal(directory)
                .ifPresent(why -> {
                    LOG.errorf("start refused: %s", why);
                    throw new IllegalStateException(why);
                });
        if (!directory.playMoney().isEmpty()) {
            LOG.warnf(
                    "play money: no real money moves through the gateways %s, and orders paid"
                            + " there get real cards",
                    directory.playMoney());
        }
        directory
                .connected()
                .forEach((name, gateway) ->
                        Gauge.builder(
                                        "steadfast.gateway.play.money",
                                        () -> gateway.playMoney() ? 1 : 0)
                                .description("1 where no real money moves through the gateway")
                                .tag("gateway", name)
                                .register(meters));
    }
}
