package steadfast.launcher.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.secrets.CallbackSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.LocalGateway;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;

class ServicePartTest {

    @TempDir Path folder;

    @Test
    void theReconcilerAsksTheGatewaysThatPaymentServiceCharges() {
        Map<String, String> environment =
                Map.of("SANDBOX_PORT", "9999", "SANDBOX_API_KEY", "k", "SANDBOX_B_PORT", "9998");

        for (Service service : new Service[] {Service.PAYMENT, Service.RECONCILER}) {
            assertThat(environment(service, environment))
                    .containsEntry("SANDBOX_URL", "http://127.0.0.1:9999")
                    .containsEntry("SANDBOX_API_KEY", "k")
                    .containsEntry("SANDBOX_MERCHANT", "steadfast")
                    .containsEntry("SANDBOX_B_URL", "http://127.0.0.1:9998")
                    .containsEntry("SANDBOX_B_API_KEY", "sandbox-b-key")
                    .containsEntry("SANDBOX_B_MERCHANT", "steadfast-b");
        }
    }

    @Test
    void whatTheUserSaysOfAGatewayStands() {
        Map<String, String> environment =
                Map.of(
                        "SANDBOX_URL", "https://pay.example",
                        "SANDBOX_API_KEY", "secret",
                        "SANDBOX_B_CALLBACK_SECRET", "signed",
                        "SANDBOX_B_MERCHANT", "me");

        for (Service service : new Service[] {Service.PAYMENT, Service.RECONCILER}) {
            assertThat(environment(service, environment)).containsAllEntriesOf(environment);
        }
    }

    @Test
    void whereRealMoneyMovesNobodyIsToldOfTheSandboxes() {
        Map<String, String> environment = Map.of("ALIPAY_APP_ID", "2021", "ALIPAY_METHODS", "ali");

        for (Service service : Service.values()) {
            assertThat(environment(service, environment).keySet())
                    .noneMatch(name -> name.startsWith("SANDBOX"));
        }
        assertThat(environment(Service.PAYMENT, environment))
                .containsEntry("STEADFAST_ALLOW_PLAY_MONEY", "false");
        assertThat(environment(Service.ORDER, environment))
                .containsEntry("STEADFAST_ORDER_PAYMENT_METHODS", "ali");
    }

    @Test
    void paymentServiceAloneIsToldThatItPlays() {
        assertThat(environment(Service.PAYMENT, Map.of()))
                .containsEntry("STEADFAST_ALLOW_PLAY_MONEY", "alone");
        for (Service other :
                new Service[] {Service.ORDER, Service.FULFILLMENT, Service.RECONCILER}) {
            assertThat(environment(other, Map.of()))
                    .doesNotContainKeys(
                            "STEADFAST_ALLOW_PLAY_MONEY", "STEADFAST_ORDER_PAYMENT_METHODS");
        }
    }

    @Test
    void whoeverReadsCallbacksKnowsTheSecretThatTheyAreSignedWith() {
        CallbackSecrets secrets = secrets();
        Settings settings = new Settings(Map.of());
        Folders folders = new Folders(folder, folder);

        Map<String, String> payment =
                new ServicePart(Service.PAYMENT, settings, folders, secrets).environment();

        assertThat(payment)
                .containsEntry("SANDBOX_CALLBACK_SECRET", signedBy(LocalGateway.SANDBOX))
                .containsEntry("SANDBOX_B_CALLBACK_SECRET", signedBy(LocalGateway.SANDBOX_B));
        assertThat(signedBy(LocalGateway.SANDBOX)).isNotEqualTo(signedBy(LocalGateway.SANDBOX_B));
    }

    @Test
    void nobodyElseIsToldOfTheGateways() {
        for (Service service : new Service[] {Service.ORDER, Service.FULFILLMENT}) {
            assertThat(environment(service, Map.of()).keySet())
                    .noneMatch(name -> name.contains("GATEWAY") || name.contains("SANDBOX"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRIPE_SECRET_KEY",
                "ALIPAY_PRIVATE_KEY",
                "SANDBOX_B_API_KEY",
                // A gateway of the user's own.
                "STEADFAST_GATEWAYS_ANOTHER_API_KEY"
            })
    void aGatewaysCredentialsReachWhoCallsItAlone(String variable) {
        assertThat(takes(variable)).containsExactly(Service.PAYMENT, Service.RECONCILER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STEADFAST_MESSAGING_RETRY_DELAYS",
                "KAFKA_SASL_JAAS_CONFIG",
                "QUARKUS_LOG_LEVEL"
            })
    void settingsReachEveryService(String variable) {
        assertThat(takes(variable)).containsExactly(Service.values());
        assertThat(first()).noneMatch(processSpec -> processSpec.takes(variable));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "PAYMENT_JDBC_PASSWORD", "X"})
    void whatIsNotOursReachesNobody(String variable) {
        assertThat(takes(variable)).isEmpty();
        assertThat(first()).noneMatch(processSpec -> processSpec.takes(variable));
    }

    @Test
    void eachServiceKnowsThePasswordOfItsOwnDatabaseAlone() {
        Map<Service, String> passwords = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            passwords.put(
                    service, environment(service, Map.of()).get(service.jdbcPasswordVariable()));
        }

        assertThat(passwords.values()).doesNotHaveDuplicates().doesNotContain("", "postgres");
        passwords.forEach((service, password) ->
                assertThat(environment(service, Map.of()).values())
                        .containsOnlyOnce(password)
                        .doesNotContainAnyElementsOf(
                                passwords.values().stream()
                                        .filter(other -> !other.equals(password))
                                        .toList()));
    }

    @Test
    void atAKafkaOfTheUsersOwnAServiceMayHaveALoginThatNoOtherGets() {
        Map<String, String> environment =
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "KAFKA_SASL_JAAS_CONFIG", "everybody",
                        "ORDER_KAFKA_SASL_JAAS_CONFIG", "orders",
                        "PAYMENT_KAFKA_SASL_JAAS_CONFIG", "payments");

        assertThat(environment(Service.ORDER, environment))
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "orders");
        assertThat(environment(Service.PAYMENT, environment))
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "payments");
        // They have what the launcher's environment says to everybody.
        assertThat(environment(Service.FULFILLMENT, environment))
                .doesNotContainKey("KAFKA_SASL_JAAS_CONFIG");
        assertThat(takes("ORDER_KAFKA_SASL_JAAS_CONFIG")).isEmpty();
    }

    @Test
    void atTheKafkaOfThisMachineTheLauncherGivesTheLogins() {
        assertThat(environment(Service.ORDER, Map.of("ORDER_KAFKA_SASL_JAAS_CONFIG", "mine")))
                .extractingByKey("KAFKA_SASL_JAAS_CONFIG")
                .asString()
                .contains("username=\"order-service\"");
    }

    @Test
    void eachServiceIsToldItsManagementPortAndIsAskedThereHowItIs() throws Exception {
        HttpServer management =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.createContext(
                "/q/health/ready",
                exchange -> {
                    exchange.sendResponseHeaders(503, 0);
                    try (exchange) {
                        exchange.getResponseBody()
                                .write(
                                        "{\"checks\":[{\"data\":{\"need-1\":\"a database\"}}]}"
                                                .getBytes(UTF_8));
                    }
                });
        management.start();
        try {
            Map<String, String> environment =
                    Map.of("ORDER_MANAGEMENT_PORT", "" + management.getAddress().getPort());
            ServicePart part =
                    new ServicePart(
                            Service.ORDER,
                            new Settings(environment),
                            new Folders(folder, folder),
                            secrets());

            assertThat(part.environment()).containsAllEntriesOf(environment);
            assertThat(part.waitsFor()).hasValue("a database");
            assertThat(part.isReady()).isFalse();
        } finally {
            management.stop(0);
        }
    }

    private List<Service> takes(String variable) {
        return Arrays.stream(Service.values())
                .filter(service ->
                        new ServicePart(
                                        service,
                                        new Settings(Map.of()),
                                        new Folders(folder, folder),
                                        secrets())
                                .takes(variable))
                .toList();
    }

    /** Kafka, PostgreSQL and the gateways. */
    private List<ProcessSpec> first() {
        return ProcessSpecs.of(new Settings(Map.of()), new Folders(folder, folder)).first();
    }

    private String signedBy(LocalGateway gateway) {
        return new SandboxPart(
                        gateway, new Settings(Map.of()), new Folders(folder, folder), secrets())
                .environment()
                .getOrDefault("SANDBOX_CALLBACK_SECRET", "");
    }

    private CallbackSecrets secrets() {
        return new CallbackSecrets(folder.resolve("callback-secrets.properties"));
    }

    private Map<String, String> environment(Service service, Map<String, String> environment) {
        return new ServicePart(
                        service, new Settings(environment), new Folders(folder, folder), secrets())
                .environment();
    }
}
