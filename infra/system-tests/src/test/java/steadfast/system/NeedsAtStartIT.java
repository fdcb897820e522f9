package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.launcher.process.Console;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.shop.LocalServers;
import steadfast.testkit.TestPorts;

/** A service as a process of its own, whose servers lack something. */
@Tag("long")
class NeedsAtStartIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ORDER_PORT = TestPorts.reserve();
    private static final int ORDER_MANAGEMENT_PORT = TestPorts.reserve();
    private static final int POSTGRES_PORT = TestPorts.reserve();

    @TempDir private static Path data;
    private static LocalServers servers;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process service;
    private Path log;

    @BeforeAll
    static void kafkaAndPostgres() throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String variable :
                List.of(
                        "PAYMENT_PORT",
                        "FULFILLMENT_PORT",
                        "RECONCILER_PORT",
                        "PAYMENT_MANAGEMENT_PORT",
                        "FULFILLMENT_MANAGEMENT_PORT",
                        "RECONCILER_MANAGEMENT_PORT",
                        "SANDBOX_PORT",
                        "SANDBOX_B_PORT",
                        "KAFKA_PORT",
                        "KAFKA_CONTROLLER_PORT")) {
            environment.put(variable, "" + TestPorts.reserve());
        }
        environment.put("ORDER_PORT", "" + ORDER_PORT);
        environment.put("ORDER_MANAGEMENT_PORT", "" + ORDER_MANAGEMENT_PORT);
        environment.put("POSTGRES_PORT", "" + POSTGRES_PORT);
        servers =
                LocalServers.start(
                        Set.of("kafka", "postgres"),
                        environment,
                        new Folders(Path.of("../.."), data, Path.of("../..")),
                        new Console(
                                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                                Clock.systemUTC()));
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @AfterEach
    void kill() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    @Test
    void aSecondShopOnOneKafkaEndsWithOneSentence() throws Exception {
        start(Map.of());
        await().atMost(LIMIT).until(() -> ready() == 200);
        service.destroy();
        service.waitFor();

        // Another database, empty as a second shop's is.
        Map<String, String> another = servers.command("reconciler-service").environment();
        start(
                Map.of(
                        "ORDER_JDBC_URL", another.get("RECONCILER_JDBC_URL"),
                        "ORDER_JDBC_USER", another.get("RECONCILER_JDBC_USER"),
                        "ORDER_JDBC_PASSWORD", another.get("RECONCILER_JDBC_PASSWORD"),
                        "ORDER_JDBC_OWNER_USER", another.get("RECONCILER_JDBC_OWNER_USER"),
                        "ORDER_JDBC_OWNER_PASSWORD",
                                another.get("RECONCILER_JDBC_OWNER_PASSWORD")));

        assertThat(service.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(refusals())
                .singleElement()
                .asString()
                .contains("belong to another shop", "STEADFAST_MESSAGING_TAKE_OVER_FROM=");
    }

    @Test
    void aServiceThatIsToldNoUserEndsWithOneSentence() throws Exception {
        start(Map.of("ORDER_JDBC_USER", ""));

        assertThat(service.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(refusals())
                .singleElement()
                .asString()
                .contains("ORDER_JDBC_USER is not set", "ORDER_JDBC_PASSWORD");
    }

    @Test
    void aSettingThatKafkasClientsRefuseEndsItWithOneSentence() throws Exception {
        start(Map.of("KAFKA_SESSION_TIMEOUT_MS", "45000"));

        assertThat(service.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(refusals()).singleElement().asString().contains("KAFKA_SESSION_TIMEOUT_MS");
    }

    @ParameterizedTest
    @CsvSource({
        "order-service, steadfast.order.expire.batch",
        "payment-service, steadfast.payment.settle.sweep-batch",
        "fulfillment-service, steadfast.fulfillment.share.reveals",
        "reconciler-service, steadfast.reconciler.poll.max-in-flight"
    })
    void aNumberThatCannotBeMeantEndsItAndIsNamed(String name, String setting) throws Exception {
        String variable = setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');

        start(name, Map.of(variable, "0"));

        assertThat(service.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(lines(setting + " must be greater than 0")).isNotEmpty();
    }

    @Test
    void aPaymentServiceThatWouldSellForPlayMoneyEndsWithOneSentence() throws Exception {
        // As a jar, by its own settings: the launcher's permission is taken back.
        start("payment-service", Map.of("STEADFAST_ALLOW_PLAY_MONEY", "false"));

        assertThat(service.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(refusals())
                .singleElement()
                .asString()
                .contains(
                        "the gateways [sandbox, sandbox-b] move no real money",
                        "STEADFAST_ALLOW_PLAY_MONEY=alone");
    }

    @Test
    void aGatewayThatWouldBeCalledInTheClearEndsItWithOneSentence() throws Exception {
        start("payment-service", Map.of("SANDBOX_URL", "http://sandbox.example:8090"));

        assertThat(service.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(refusals())
                .singleElement()
                .asString()
                .contains("http://sandbox.example:8090", "STEADFAST_ALLOW_HTTP_GATEWAYS=true");
    }

    @Test
    void copiesThatCantBeMadeLeaveItNotReadyAndItSaysWhy() throws Exception {
        // More rungs than any other test has, so that topics are missing.
        start(
                Map.of(
                        "STEADFAST_MESSAGING_REPLICATION_FACTOR", "3",
                        "STEADFAST_MESSAGING_RETRY_DELAYS", "1s,2s,3s,4s,5s,6s,7s"));

        await().atMost(LIMIT).until(() -> ready() == 503 && body().contains("can't create topics"));

        assertThat(service.isAlive()).isTrue();
        assertThat(body()).contains("STEADFAST_MESSAGING_REPLICATION_FACTOR", "无法创建");
    }

    @Test
    void aReadOnlyDatabaseIsWaitedForAndASignalEndsTheWait() throws Exception {
        run("alter database orders set default_transaction_read_only = on");
        start(Map.of());
        await().atMost(LIMIT).until(() -> ready() == 503);
        String waitsFor = body();
        service.destroy();
        boolean ended = service.waitFor(20, TimeUnit.SECONDS);
        start(Map.of());
        await().atMost(LIMIT).until(() -> ready() == 503);

        run("alter database orders reset default_transaction_read_only");

        await().atMost(LIMIT).until(() -> ready() == 200);
        assertThat(waitsFor).contains("The database orders is read-only");
        assertThat(ended).isTrue();
    }

    @Test
    void aServiceThatServesOtherMachinesInTheClearWarnsUnlessThatIsMeant() throws Exception {
        start(Map.of("STEADFAST_HTTP_HOST", "0.0.0.0"));
        await().atMost(LIMIT).until(() -> ready() == 200);
        List<String> warnings = lines("STEADFAST_HTTP_HOST");
        service.destroy();
        service.waitFor();

        start(Map.of("STEADFAST_HTTP_HOST", "0.0.0.0", "STEADFAST_HTTP_PLAIN", "true"));
        await().atMost(LIMIT).until(() -> ready() == 200);

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("WARN", "plain HTTP", "STEADFAST_HTTP_PLAIN=true");
        assertThat(lines("STEADFAST_HTTP_HOST")).isEmpty();
        assertThat(lines("already registered")).isEmpty();
    }

    private void start(Map<String, String> more) throws IOException {
        start("order-service", more);
    }

    private void start(String name, Map<String, String> more) throws IOException {
        log = Files.createTempFile(data, name, ".log");
        ProcessBuilder command = servers.command(name);
        command.environment().putAll(more);
        service = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private List<String> refusals() throws IOException {
        return lines("start refused: ");
    }

    private List<String> lines(String with) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(with)).toList();
        }
    }

    private int ready() {
        try {
            return get().statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private String body() throws IOException {
        return get().body();
    }

    private HttpResponse<String> get() throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d/q/health/ready"
                                                    .formatted(ORDER_MANAGEMENT_PORT)))
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void run(String sql) throws Exception {
        Map<String, String> access = servers.command("order-service").environment();
        try (Connection connection =
                        DriverManager.getConnection(
                                access.get("ORDER_JDBC_URL"),
                                access.get("ORDER_JDBC_OWNER_USER"),
                                access.get("ORDER_JDBC_OWNER_PASSWORD"));
                Statement statement = connection.createStatement()) {
            // The setting must not keep us from taking it back.
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        }
    }
}
