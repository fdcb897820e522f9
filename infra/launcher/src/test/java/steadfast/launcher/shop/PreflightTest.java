package steadfast.launcher.shop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.kafka.OwnServers;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.testkit.TestPorts;

class PreflightTest {

    @TempDir private Path folder;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void portsThatAreFree() throws Exception {
        for (String variable : new Settings(Map.of()).portsToListenOn().keySet()) {
            environment.put(variable, "" + TestPorts.reserve());
        }
    }

    @Test
    void nothingIsInTheWayOnAnEmptyMachine() {
        Preflight preflight = preflight();

        assertThatCode(preflight::check).doesNotThrowAnyException();
    }

    @Test
    void aTakenPortIsNamedWithTheVariableThatMovesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("FULFILLMENT_PORT", "" + taken.getLocalPort());
            Preflight preflight = preflight();

            assertThatThrownBy(preflight::check)
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessage(
                            "Port %d is taken by another program: stop that one, or set FULFILLMENT_PORT to a free port."
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aKafkaThatDoesNotAnswerIsNamed() throws Exception {
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + TestPorts.reserve());
        OwnServers servers =
                new OwnServers(new Settings(environment), Duration.ofSeconds(1), Clock.systemUTC());

        assertThatThrownBy(servers::check)
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("KAFKA_BOOTSTRAP_SERVERS names 127.0.0.1:");
    }

    @Test
    void aDatabaseThatDoesNotLetUsInIsNamed() throws Exception {
        int nobody = TestPorts.reserve();
        for (Service service : Service.values()) {
            environment.put(
                    service.jdbcUrlVariable(),
                    "jdbc:postgresql://127.0.0.1:%d/x".formatted(nobody));
            environment.put(service.jdbcUserVariable(), "x");
        }
        OwnServers servers =
                new OwnServers(new Settings(environment), Duration.ofSeconds(1), Clock.systemUTC());

        assertThatThrownBy(servers::check)
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith(
                        "ORDER_JDBC_URL names a database that refuses the connection")
                .hasMessageEndingWith("or correct ORDER_JDBC_USER and ORDER_JDBC_PASSWORD.");
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingStarts() {
        assertThatThrownBy(() -> Preflight.checkSpace(12, folder))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("has only 12 MB left");
    }

    @Test
    void aFolderWithAColonIsRefused() {
        assertThatThrownBy(() -> Preflight.checkPath(Path.of("/srv/a:b")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("colon or a comma");
    }

    private Preflight preflight() {
        return new Preflight(
                new Settings(environment), new Folders(folder, folder), Clock.systemUTC());
    }
}
