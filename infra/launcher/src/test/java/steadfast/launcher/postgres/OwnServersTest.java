package steadfast.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.launcher.kafka.LocalKafka;
import steadfast.launcher.kafka.OwnServers;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.ManagedProcess;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.testkit.TestPorts;

/** The user's own servers, which here are the launcher's, asked before anything starts. */
class OwnServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private static Path folder;
    private static final int POSTGRES = TestPorts.reserve();
    private static Folders folders;
    private static LocalKafka kafka;
    private static ManagedProcess postgres;

    @BeforeAll
    static void theServersOfThisMachine() throws Exception {
        folders = new Folders(folder, folder.resolve("data"));
        folders.create();
        postgres =
                new ManagedProcess(
                        new PostgresPart(POSTGRES, folders),
                        folders.logs(),
                        new LogTail(folders.log("postgres")),
                        new ProcessLedger(folders.processes()),
                        new Console(
                                new PrintStream(
                                        new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                                Clock.systemUTC()),
                        Map.of(),
                        Clock.systemUTC());
        postgres.start();
        kafka = LocalKafka.start(folder.resolve("kafka-data"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        postgres.stop();
    }

    @Test
    void nothingIsMissingOnServersAsTheLauncherMakesThem() {
        OwnServers servers = servers(Map.of());

        assertThat(servers.check()).isEmpty();
    }

    @Test
    void eachNeedOfADatabaseIsOneSentence() throws Exception {
        run("alter database payments set default_transaction_read_only = on");
        run("alter database payments set default_transaction_isolation = 'serializable'");
        try {
            assertThatThrownBy(() -> servers(Map.of()).check())
                    .isInstanceOfSatisfying(
                            LaunchFailure.class,
                            failure ->
                                    assertThat(failure.getMessage().lines())
                                            .satisfiesExactly(
                                                    first ->
                                                            assertThat(first)
                                                                    .startsWith(
                                                                            "The database payments is read-only: "),
                                                    second ->
                                                            assertThat(second)
                                                                    .startsWith(
                                                                            "Transactions in the database payments are 'serializable'")));
        } finally {
            run("alter database payments reset all");
        }
        assertThatCode(() -> servers(Map.of()).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_SESSION_TIMEOUT_MS, 45000, remove or correct KAFKA_SESSION_TIMEOUT_MS",
        "STEADFAST_MESSAGING_REPLICATION_FACTOR, 3, can't create topics with that many replicas",
        "STEADFAST_MESSAGING_GROUP_PROTOCOL, newest, but must be consumer or classic",
        "STEADFAST_MESSAGING_REPLICATION_FACTOR, many, but must be a number"
    })
    void aNeedOfKafkaIsOneSentence(String variable, String value, String text) {
        assertThatThrownBy(() -> servers(Map.of(variable, value)).check())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining(text);
    }

    @Test
    void aServicesOwnLoginIsTriedToo() {
        Map<String, String> right = new HashMap<>();
        for (Service service : Service.values()) {
            right.put(
                    service.kafkaLoginVariable(),
                    kafka.clientSettings(service.folder()).get("sasl.jaas.config"));
        }
        Map<String, String> wrong =
                Map.of(
                        "FULFILLMENT_KAFKA_SASL_JAAS_CONFIG",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"fulfillment-service\" password=\"guessed\";");

        assertThat(servers(right).check()).isEmpty();
        assertThatThrownBy(() -> servers(wrong).check())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("FULFILLMENT_KAFKA_SASL_JAAS_CONFIG");
    }

    @Test
    void classicGroupsTakeASessionTimeout() {
        OwnServers servers =
                servers(
                        Map.of(
                                "KAFKA_SESSION_TIMEOUT_MS", "45000",
                                "STEADFAST_MESSAGING_GROUP_PROTOCOL", "classic"));

        assertThat(servers.check()).isEmpty();
    }

    private static OwnServers servers(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(kafka.environmentOfAUser());
        for (Service service : Service.values()) {
            environment.put(service.jdbcUrlVariable(), url(service.database()));
            environment.put(service.jdbcUserVariable(), service.role());
            environment.put(
                    service.jdbcPasswordVariable(),
                    DatabaseCredentials.passwords(folders).of(service.role()));
            environment.put(service.jdbcOwnerUserVariable(), service.ownerRole());
            environment.put(
                    service.jdbcOwnerPasswordVariable(),
                    DatabaseCredentials.passwords(folders).of(service.ownerRole()));
        }
        return new OwnServers(new Settings(environment), PATIENCE, Clock.systemUTC());
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(POSTGRES, database);
    }

    private static void run(String sql) throws Exception {
        try (Connection connection = new Superuser(folders.postgres(), POSTGRES).connect("orders");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
