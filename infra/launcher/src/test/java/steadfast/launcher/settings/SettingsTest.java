package steadfast.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.launcher.kafka.OwnServers;
import steadfast.launcher.process.LaunchFailure;

class SettingsTest {

    @Test
    void everythingIsOursWhenTheEnvironmentSaysNothing() {
        Settings settings = new Settings(Map.of());

        assertThat(settings.ownKafka()).isEmpty();
        assertThat(settings.databases().atOwnServer()).isFalse();
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:19092");
        assertThat(settings.databases().url(Service.RECONCILER))
                .isEqualTo(
                        "jdbc:postgresql://127.0.0.1:15432/reconciler?requireAuth=scram-sha-256");
        assertThat(settings.portsToListenOn().values())
                .containsExactlyInAnyOrder(
                        8081, 8082, 8083, 8084, 9081, 9082, 9083, 9084, 8090, 8091, 19092, 19093,
                        15432);
    }

    @Test
    void anOwnKafkaTakesNoPortHere() {
        Settings settings = new Settings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093"));

        assertThat(settings.bootstrapServers()).isEqualTo("kafka.example:9093");
        assertThat(settings.portsToListenOn())
                .doesNotContainKeys("KAFKA_PORT", "KAFKA_CONTROLLER_PORT");
    }

    @Test
    void anOwnPostgresNeedsTheUrlsOfAllFourServices() {
        Map<String, String> three = users();
        three.put("ORDER_JDBC_URL", "jdbc:postgresql://db/orders");
        three.put("PAYMENT_JDBC_URL", "jdbc:postgresql://db/payments");
        three.put("FULFILLMENT_JDBC_URL", "jdbc:postgresql://db/fulfillment");
        Map<String, String> four = new HashMap<>(three);
        four.put("RECONCILER_JDBC_URL", "jdbc:postgresql://db/reconciler");

        assertThat(new Settings(four).databases().atOwnServer()).isTrue();
        assertThat(new Settings(four).portsToListenOn()).doesNotContainKey("POSTGRES_PORT");
        assertThatThrownBy(() -> new Settings(three))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("ORDER_JDBC_URL is set but RECONCILER_JDBC_URL is not");
    }

    @Test
    void anOwnPostgresNeedsTheUserOfEachService() {
        Map<String, String> environment = users();
        for (Service service : Service.values()) {
            environment.put(service.jdbcUrlVariable(), "jdbc:postgresql://db/x");
        }
        environment.remove("PAYMENT_JDBC_USER");

        assertThatThrownBy(() -> new Settings(environment))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "PAYMENT_JDBC_URL is set but PAYMENT_JDBC_USER is not: set it to the"
                                + " role of payment-service at your own PostgreSQL, and"
                                + " PAYMENT_JDBC_PASSWORD to its password.");
        environment.put("PAYMENT_JDBC_URL", "jdbc:postgresql://db/x?user=me");
        assertThat(new Settings(environment).databases().atOwnServer()).isTrue();
    }

    private static Map<String, String> users() {
        Map<String, String> users = new HashMap<>();
        for (Service service : Service.values()) {
            users.put(service.jdbcUserVariable(), service.role());
        }
        return users;
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Settings(Map.of("ORDER_PORT", "80a")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("ORDER_PORT is '80a', but must be a port from 1 to 65535.");
        assertThatThrownBy(() -> new Settings(Map.of("KAFKA_PORT", "70000")))
                .isInstanceOf(LaunchFailure.class);
    }

    @Test
    void aPortThatTwoWantIsRefused() {
        assertThatThrownBy(() -> new Settings(Map.of("ORDER_PORT", "8090")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("ORDER_PORT and SANDBOX_PORT are both 8090: give each its own port.");
    }

    @Test
    void theTwoGatewaysNeedPortsOfTheirOwn() {
        assertThatThrownBy(() -> new Settings(Map.of("SANDBOX_B_PORT", "8090")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "SANDBOX_B_PORT and SANDBOX_PORT are both 8090: give each its own port.");
    }

    @Test
    void aManagementPortIsAPortLikeAnother() {
        assertThatThrownBy(() -> new Settings(Map.of("PAYMENT_MANAGEMENT_PORT", "8081")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "ORDER_PORT and PAYMENT_MANAGEMENT_PORT are both 8081: give each its own port.");
    }

    @Test
    void aServiceThatListensEverywhereIsAskedOnTheLoopback() {
        Map<String, String> everywhere =
                Map.of("STEADFAST_HTTP_HOST", "0.0.0.0", "STEADFAST_MANAGEMENT_HOST", "::");

        assertThat(new Settings(everywhere).httpHost()).isEqualTo("127.0.0.1");
        assertThat(new Settings(everywhere).management(Service.ORDER))
                .hasToString("http://127.0.0.1:9081");
    }

    @Test
    void kafkasClientSettingsComeFromTheEnvironment() {
        Map<String, Object> client =
                OwnServers.clientSettings(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093",
                                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                                "KAFKA_PORT", "19092",
                                "PATH", "/usr/bin"));

        assertThat(client)
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka.example:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"));
    }
}
