package steadfast.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.settings.Folders;

class KeysetCommandTest {

    @TempDir private Path folder;
    private Folders folders;

    @BeforeEach
    void aShopOnThisMachine() throws Exception {
        folders = new Folders(folder, folder.resolve("data"), folder.resolve("built"));
        folders.create();
        Files.createDirectory(folders.postgres());
        Path application = folder.resolve("built/fulfillment-service/target/quarkus-app");
        Files.createDirectories(application);
        Files.createFile(application.resolve("quarkus-run.jar"));
    }

    @Test
    void theProgramGetsTheKeysetAndTheServicesRoleAndNothingElse() {
        Map<String, String> variables =
                new KeysetCommand(
                                Map.of("POSTGRES_PORT", "25432", "STRIPE_SECRET_KEY", "s"), folders)
                        .variables();

        assertThat(variables)
                .containsOnly(
                        Map.entry(
                                "STEADFAST_FULFILLMENT_KEYSET_FILE",
                                folders.keys().resolve("cards.json").toString()),
                        Map.entry(
                                "FULFILLMENT_JDBC_URL",
                                "jdbc:postgresql://127.0.0.1:25432/fulfillment?requireAuth=scram-sha-256"),
                        Map.entry("FULFILLMENT_JDBC_USER", "fulfillment"),
                        Map.entry(
                                "FULFILLMENT_JDBC_PASSWORD",
                                DatabaseCredentials.passwords(folders).of("fulfillment")));
    }

    @Test
    void aKeysetKeptElsewhereIsTheOne() {
        assertThat(
                        new KeysetCommand(
                                        Map.of("STEADFAST_FULFILLMENT_KEYSET_FILE", "/keys/cards"),
                                        folders)
                                .variables())
                .containsEntry("STEADFAST_FULFILLMENT_KEYSET_FILE", "/keys/cards");
    }

    @Test
    void itRunsFromTheServicesOwnLibraries() {
        assertThat(new KeysetCommand(Map.of(), folders).command("remove", "7", "me"))
                .containsSubsequence(
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        "%1$s/app/*:%1$s/lib/main/*:%1$s/lib/boot/*"
                                .formatted(
                                        folder.resolve(
                                                "built/fulfillment-service/target/quarkus-app")),
                        "steadfast.fulfillment.vault.KeysetProgram",
                        "remove",
                        "7",
                        "me");
    }

    @Test
    void beforeTheFirstStartThereAreNoKeys() {
        assertThatThrownBy(
                        () -> new KeysetCommand(Map.of(), new Folders(folder, folder)).variables())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("infra/run up creates one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rotat", "remove", "remove x", "remove -1", "rotate --by="})
    void whatItDoesNotKnowIsSaidAndExitTwo(String arguments) {
        StringWriter output = new StringWriter();

        int exitCode =
                new CommandLine(new KeysetCommand(Map.of(), folders))
                        .setErr(new PrintWriter(output))
                        .execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(exitCode).isEqualTo(2);
        assertThat(output.toString()).isNotBlank();
    }
}
