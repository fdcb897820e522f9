package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.MethodRoutes;
import steadfast.messaging.ParkingGate;
import steadfast.payment.lifecycle.Lifecycle;
import steadfast.payment.lifecycle.Lifecycles;
import steadfast.payment.lifecycle.Payment;

/** The gateways, each isolated from all others. */
final class GatewayChannels implements Gateways, Lifecycles, ParkingGate {
    /**
     * The rules of a gateway that is not configured: no call is made, and no payment that was sent
     * ever counts as closed.
     */
    private static final Lifecycle OF_NOBODY =
            new Lifecycle(Duration.ZERO, Duration.ofDays(100 * 365));

    private final Map<String, GatewayChannel> byName = new TreeMap<>();
    private final Set<String> names = new TreeSet<>();
    private final MethodRoutes routes;

    GatewayChannels(
            GatewayDirectory directory, CircuitConfig config, Clock clock, MeterRegistry meters) {
        directory
                .connected()
                .forEach((name, connected) ->
                        byName.put(name, GatewayChannel.of(connected, config, clock, meters)));
        names.addAll(directory.connected().keySet());
        names.addAll(directory.disabled().keySet());
        this.routes = directory.routes();
    }

    @Override
    public Optional<PaymentGateway> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(GatewayChannel::gateway);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(names);
    }

    @Override
    public String gatewayOf(String paymentMethod) {
        return routes.gatewayOf(paymentMethod).orElse(NOBODY);
    }

    @Override
    public Lifecycle of(Payment payment) {
        GatewayChannel gatewayChannel = at(payment.gateway());
        return gatewayChannel == null ? OF_NOBODY : gatewayChannel.lifecycle();
    }

    @Override
    public int admit(String tier, int waiting) {
        GatewayChannel gatewayChannel = at(tier);
        // The gateway lost a setting: records that wait for it fail, instead of waiting forever.
        return gatewayChannel == null ? waiting : gatewayChannel.admission().admit(waiting);
    }

    @Nullable GatewayChannel at(String name) {
        return byName.get(name);
    }

    Iterable<GatewayChannel> all() {
        return byName.values();
    }
}
