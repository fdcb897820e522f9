package steadfast.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.kafka.KafkaAccess;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.secrets.StoredSecrets;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.launcher.settings.Settings;
import steadfast.launcher.shop.ProcessSpecs;
import steadfast.launcher.shop.RunningConfig;

class CredentialsCommandTest {

    @TempDir private Path folder;

    @Test
    void aShellReadsEachRolesPasswordFromIt() throws Exception {
        Folders folders = new Folders(folder, folder.resolve("data"));
        folders.create();
        Files.createDirectory(folders.postgres());
        Settings running =
                new Settings(
                        Map.of(
                                "POSTGRES_PORT", "25432",
                                "KAFKA_PORT", "29092",
                                "PAYMENT_MANAGEMENT_PORT", "7082"));
        new RunningConfig(folders).write(ProcessSpecs.of(running, folders), running);

        String printed = printed(folders, Map.of("POSTGRES_PORT", "1"));

        String password = DatabaseCredentials.passwords(folders).of("payments");
        assertThat(
                        shell(
                                printed
                                        + "echo $PAYMENT_JDBC_URL $PAYMENT_JDBC_USER $PAYMENT_JDBC_PASSWORD $POSTGRES_PORT $KAFKA_BOOTSTRAP_SERVERS"
                                        + " $ORDER_MANAGEMENT_PORT $PAYMENT_MANAGEMENT_PORT"))
                .isEqualTo(
                        "jdbc:postgresql://127.0.0.1:25432/payments?requireAuth=scram-sha-256 payments %s 25432 127.0.0.1:29092 9081 7082"
                                .formatted(password));
        assertThat(shell(printed + "echo $PAYMENT_JDBC_OWNER_USER $PAYMENT_JDBC_OWNER_PASSWORD"))
                .isEqualTo(
                        "payments_owner "
                                + DatabaseCredentials.passwords(folders).of("payments_owner"));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folders.databasePasswords())))
                .isEqualTo("rw-------");
        String kafkaPassword =
                new StoredSecrets(folders.kafkaPasswords(), "kafka_").of(KafkaAccess.ADMIN);
        assertThat(shell(printed + "echo $KAFKA_SECURITY_PROTOCOL $KAFKA_SASL_JAAS_CONFIG"))
                .isEqualTo(
                        "SASL_PLAINTEXT org.apache.kafka.common.security.scram.ScramLoginModule required username=\"admin\" password=\"%s\";"
                                .formatted(kafkaPassword));
        assertThat(shell(printed + "echo $PAYMENT_KAFKA_SASL_JAAS_CONFIG"))
                .contains("username=\"payment-service\"")
                .doesNotContain(kafkaPassword);
        // Exported, they would be taken for servers of the user's own by the next infra/run.
        assertThat(printed).doesNotContain("export");
    }

    @Test
    void whatTheUserSaysOfHisOwnPostgresIsPrintedForAShellWhateverIsInIt() throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (Service service : Service.values()) {
            environment.put(service.jdbcUrlVariable(), "jdbc:postgresql://db/x");
            environment.put(service.jdbcUserVariable(), "me");
            environment.put(service.jdbcPasswordVariable(), "it's $HOME");
        }

        String printed = printed(new Folders(folder, folder), environment);

        assertThat(shell(printed + "echo \"$ORDER_JDBC_PASSWORD\"")).isEqualTo("it's $HOME");
        assertThat(printed).doesNotContain("POSTGRES_SUPERUSER");
    }

    @Test
    void beforeTheFirstStartThereIsNothingToPrint() {
        assertThatThrownBy(() -> printed(new Folders(folder, folder), Map.of()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("infra/run up creates one");
    }

    private static String printed(Folders folders, Map<String, String> environment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console =
                new Console(new PrintStream(out, true, StandardCharsets.UTF_8), Clock.systemUTC());
        new CredentialsCommand(environment, folders, console).call();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String shell(String script) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", script).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
