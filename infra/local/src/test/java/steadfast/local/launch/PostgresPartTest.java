package steadfast.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.testkit.TestPorts;

class PostgresPartTest {

    /** Unpacked once for all tests. */
    @TempDir private static Path binaries;

    @TempDir private Path folder;
    private Folders folders;
    private int port;
    private Child child;

    @BeforeEach
    void anEmptyFolder() throws Exception {
        // As root the server is somebody else, who has to get through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        folders = new Folders(folder, folder.resolve("data"));
        folders.create();
        Files.setPosixFilePermissions(binaries, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folders.postgresBinaries(), binaries);
        port = TestPorts.reserve();
        child = child();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        child.stop();
    }

    @Test
    void itIsDurableAndHasADatabaseAServiceAndSurvivesBeingKilled() throws Exception {
        child.start();
        assertThat(column("orders", "SELECT name || '=' || setting FROM pg_settings"))
                .contains("fsync=on", "synchronous_commit=on", "full_page_writes=on")
                .contains("listen_addresses=127.0.0.1");
        assertThat(column("orders", "SELECT datname FROM pg_database"))
                .contains("orders", "payments", "fulfillment", "reconciler");
        run("orders", "CREATE TABLE kept AS SELECT 7 AS number");

        Signal.KILL.send(new ProcessLedger(folders.processes()).alive().get("postgres").process());
        child = child();
        child.start();

        assertThat(column("orders", "SELECT number FROM kept")).containsExactly("7");
    }

    @Test
    void oneThatNobodyStoppedIsStoppedByTheNextStart() throws Exception {
        child.start();
        ProcessIdentity first =
                new ProcessLedger(folders.processes()).alive().get("postgres").process();
        // A launcher that was killed knows of nothing, and its ledger may be gone as well.
        Files.delete(folders.processes());

        child = child();
        child.start();

        assertThat(first.isAlive()).isFalse();
        assertThat(column("orders", "SELECT 1")).containsExactly("1");
    }

    @Test
    void aProcessThatInheritedTheServersNumberIsNotTakenForIt() throws Exception {
        child.start();
        child.stop();
        Files.writeString(
                folders.postgres().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folders.postgres() + "\n");

        child = child();
        child.start();

        assertThat(column("orders", "SELECT 1")).containsExactly("1");
    }

    @Test
    void corruptDataIsSaidInOneSentence() throws Exception {
        child.start();
        child.stop();
        Files.write(folders.postgres().resolve("global/pg_control"), new byte[8192]);

        child = child();

        assertThatThrownBy(() -> child.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("PostgreSQL cannot work with its data in ")
                .hasMessageContaining("FATAL: ")
                .hasMessageEndingWith("with it, to begin with an empty shop.");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsRefused() throws Exception {
        Files.createDirectories(folders.postgres());
        Files.writeString(folders.postgres().resolve("holiday.jpg"), "");

        assertThatThrownBy(() -> child.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("it has no file PG_VERSION");
    }

    private Child child() {
        return new Child(
                new PostgresPart(port, folders),
                new LogTail(folders.log("postgres")),
                new ProcessLedger(folders.processes()),
                new Console(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        Clock.systemUTC()),
                Map.of(),
                Clock.systemUTC());
    }

    private List<String> column(String database, String query) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void run(String database, String command) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect(String database) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                Settings.LOCAL_USER,
                Settings.LOCAL_PASSWORD);
    }
}
