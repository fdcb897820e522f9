package steadfast.payment.gatewaycall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.config.ConnectedGateway;
import steadfast.gateway.config.GatewayDirectory;
import steadfast.gateway.config.MethodRoutes;
import steadfast.gateway.config.PermissionsConfig;
import steadfast.gateway.config.PlayMoneyPermission;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;

class PlayMoneyCheckTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler caught = new Warnings();

    @BeforeEach
    void listen() {
        Logger.getLogger(PlayMoneyCheck.class.getName()).addHandler(caught);
    }

    @AfterEach
    void stop() {
        Logger.getLogger(PlayMoneyCheck.class.getName()).removeHandler(caught);
    }

    @Test
    void aStartThatWouldSellForPlayMoneyIsRefusedWithASentence() {
        assertThatThrownBy(() -> start(PlayMoneyPermission.FALSE, Map.of("sandbox", true)))
                .hasMessageStartingWith("the gateways [sandbox] move no real money");
        assertThatThrownBy(() ->
                        start(PlayMoneyPermission.ALONE, Map.of("sandbox", true, "alipay", false)))
                .hasMessageContaining("would sell beside [alipay]");
    }

    @Test
    void whereItIsAllowedEveryStartSaysSoAndEachGatewayHasItsGauge() {
        start(PlayMoneyPermission.TRUE, Map.of("sandbox", true, "alipay", false));

        assertThat(warnings).singleElement().asString().contains("play money");
        assertThat(gauge("sandbox")).isEqualTo(1);
        assertThat(gauge("alipay")).isZero();
    }

    @Test
    void realMoneyIsNoNews() {
        start(PlayMoneyPermission.FALSE, Map.of("alipay", false));

        assertThat(warnings).isEmpty();
        assertThat(gauge("alipay")).isZero();
    }

    private double gauge(String gateway) {
        return meters.get("steadfast.gateway.play.money").tag("gateway", gateway).gauge().value();
    }

    private void start(PlayMoneyPermission permission, Map<String, Boolean> gateways) {
        Map<String, ConnectedGateway> connected = new HashMap<>();
        gateways.forEach((name, play) ->
                connected.put(name, new ConnectedGateway(gateway(name), TIMEOUT, 1, play)));
        try (GatewayDirectory directory =
                new GatewayDirectory(connected, Map.of(), Set.of(), new MethodRoutes(Map.of()))) {
            new PlayMoneyCheck(directory, permissions(permission), meters)
                    .check(new StartupEvent());
        }
    }

    private static SandboxGateway gateway(String name) {
        return new SandboxGateway(
                name,
                URI.create("http://127.0.0.1:1"),
                "key",
                new CallTimeouts(TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT),
                SandboxMerchant.OF_THE_SANDBOX);
    }

    private static PermissionsConfig permissions(PlayMoneyPermission permission) {
        return new PermissionsConfig() {
            @Override
            public PlayMoneyPermission playMoney() {
                return permission;
            }

            @Override
            public boolean httpGateways() {
                return false;
            }
        };
    }

    private final class Warnings extends Handler {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(record.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing waits anywhere.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
