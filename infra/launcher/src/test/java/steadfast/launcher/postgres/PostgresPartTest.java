package steadfast.launcher.postgres;

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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.files.Owner;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.ManagedProcess;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessIdentity;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.process.Unprivileged;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;
import steadfast.testkit.TestPorts;

class PostgresPartTest {

    private static final String NOT_LET_IN = "28000";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NOT_PERMITTED = "42501";

    /** Unpacked once for all tests. */
    @TempDir private static Path binaries;

    @TempDir private Path folder;
    private Folders folders;
    private int port;
    private ManagedProcess managedProcess;

    @BeforeEach
    void anEmptyFolder() throws Exception {
        folders = new Folders(folder, folder.resolve("data"));
        folders.create();
        if (!Owner.ofThisProcess().isRoot()) {
            Files.createSymbolicLink(folders.postgresBinaries(Owner.of(folder)), binaries);
        }
        port = TestPorts.reserve();
        managedProcess = child();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        managedProcess.stop();
    }

    @Test
    void itIsDurableAndHasADatabaseAServiceAndSurvivesBeingKilled() throws Exception {
        managedProcess.start();
        assertThat(column("orders", "SELECT name || '=' || setting FROM pg_settings"))
                .contains("fsync=on", "synchronous_commit=on", "full_page_writes=on")
                .contains("listen_addresses=127.0.0.1");
        assertThat(column("orders", "SELECT datname FROM pg_database"))
                .contains("orders", "payments", "fulfillment", "reconciler");
        run("orders", "CREATE TABLE kept AS SELECT 7 AS number");

        PosixSignal.KILL.send(
                new ProcessLedger(folders.processes()).alive().get("postgres").process());
        managedProcess = child();
        managedProcess.start();

        assertThat(column("orders", "SELECT number FROM kept")).containsExactly("7");
    }

    @Test
    void oneThatNobodyStoppedIsStoppedByTheNextStart() throws Exception {
        managedProcess.start();
        ProcessIdentity first =
                new ProcessLedger(folders.processes()).alive().get("postgres").process();
        // A launcher that was killed knows of nothing, and its ledger may be gone as well.
        Files.delete(folders.processes());

        managedProcess = child();
        managedProcess.start();

        assertThat(first.isAlive()).isFalse();
        assertThat(column("orders", "SELECT 1")).containsExactly("1");
    }

    @Test
    @Tag("long")
    void aProcessThatInheritedTheServersNumberIsNotTakenForIt() throws Exception {
        managedProcess.start();
        managedProcess.stop();
        Files.writeString(
                folders.postgres().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folders.postgres() + "\n");

        managedProcess = child();
        managedProcess.start();

        assertThat(column("orders", "SELECT 1")).containsExactly("1");
    }

    @Test
    void corruptDataIsSaidInOneSentence() throws Exception {
        managedProcess.start();
        managedProcess.stop();
        Files.write(folders.postgres().resolve("global/pg_control"), new byte[8192]);

        managedProcess = child();

        assertThatThrownBy(() -> managedProcess.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("PostgreSQL cannot work with its data in ")
                .hasMessageContaining("FATAL: ")
                .hasMessageEndingWith("with it, to start with an empty shop.");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsRefused() throws Exception {
        Files.createDirectories(folders.postgres());
        Files.writeString(folders.postgres().resolve("holiday.jpg"), "");

        assertThatThrownBy(() -> managedProcess.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("it has no file PG_VERSION");
    }

    @Test
    void theSuperuserEntersByItsSocketAlone() throws Exception {
        managedProcess.start();

        try (Connection connection = superuser("orders")) {
            assertThat(column(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = user"))
                    .containsExactly("t");
            assertThat(
                            column(
                                    connection,
                                    "SELECT coalesce(rolpassword, 'none') FROM pg_authid WHERE rolname = user"))
                    .containsExactly("none");
        }
        for (String database : List.of("postgres", "template1", "orders")) {
            assertThat(refusal(database, "postgres", "postgres")).isEqualTo(NOT_LET_IN);
        }
    }

    @Test
    void eachServiceEntersItsOwnDatabaseAndNoOther() throws Exception {
        managedProcess.start();

        for (Service service : Service.values()) {
            for (String database : databases()) {
                assertThat(refusal(database, service.role(), password(service)))
                        .as("%s in %s", service.role(), database)
                        .isEqualTo(database.equals(service.database()) ? "" : NOT_LET_IN);
            }
            assertThat(refusal(service.database(), service.role(), "postgres"))
                    .isEqualTo(WRONG_PASSWORD);
        }
        // Not by the rules of its doors alone, which a server of somebody's own may not have.
        try (Connection connection = superuser("postgres")) {
            assertThat(
                            column(
                                    connection,
                                    """
                                    SELECT rolname || ' in ' || datname FROM pg_roles, pg_database
                                    WHERE has_database_privilege(rolname, datname, 'CONNECT')
                                        AND NOT rolsuper AND rolname NOT LIKE 'pg%' AND datallowconn
                                    """))
                    .containsExactlyInAnyOrder(
                            "orders in orders",
                            "orders_owner in orders",
                            "payments in payments",
                            "payments_owner in payments",
                            "fulfillment in fulfillment",
                            "fulfillment_owner in fulfillment",
                            "reconciler in reconciler",
                            "reconciler_owner in reconciler");
        }
    }

    @Test
    @Tag("long")
    void aServicesRoleReachesNothingOutsideItsDatabase() throws Exception {
        managedProcess.start();

        for (Service service : Service.values()) {
            for (String role : List.of(service.role(), service.ownerRole())) {
                reachesNothingOutside(service.database(), role);
            }
            assertThat(refusal(connect(service.database(), service.role()), "CREATE TABLE mine ()"))
                    .isEqualTo(NOT_PERMITTED);
        }
    }

    private void reachesNothingOutside(String database, String role) throws Exception {
        try (Connection connection = connect(database, role)) {
            for (String command :
                    List.of(
                            "CREATE TEMP TABLE said (line text); COPY said FROM PROGRAM 'id'",
                            "COPY (SELECT 1) TO '/tmp/x'",
                            "SELECT pg_read_file('PG_VERSION')",
                            "SELECT pg_ls_dir('.')",
                            "CREATE ROLE another",
                            "CREATE DATABASE another",
                            "ALTER ROLE %s SUPERUSER".formatted(role),
                            "SET ROLE postgres",
                            "SET session_replication_role = replica")) {
                assertThat(refusal(connection, command)).as(command).isEqualTo(NOT_PERMITTED);
            }
        }
    }

    @Test
    @Tag("long")
    void aServiceCannotHaveTheSuperuserRunItsCode() throws Exception {
        managedProcess.start();
        try (Connection connection = superuser("orders");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE public.bait ()");
        }
        // A better match for what the next start calls than PostgreSQL's own.
        run(
                "orders",
                """
                CREATE FUNCTION format(text, regclass) RETURNS text LANGUAGE plpgsql AS
                    $$ BEGIN ALTER ROLE orders_owner SUPERUSER; RETURN 'SELECT 1'; END $$
                """);
        managedProcess.stop();

        managedProcess = child();
        managedProcess.start();

        assertThat(column("orders", "SELECT rolsuper FROM pg_roles WHERE rolname = user"))
                .containsExactly("f");
        run("orders", "DROP TABLE bait");
    }

    @Test
    @Tag("long")
    void aPasswordThatWasLostIsMadeAnew() throws Exception {
        managedProcess.start();
        String lost = password(Service.ORDER);
        managedProcess.stop();
        Files.delete(folders.databasePasswords());

        managedProcess = child();
        managedProcess.start();

        assertThat(refusal("orders", "orders", lost)).isEqualTo(WRONG_PASSWORD);
        assertThat(column("orders", "SELECT 1")).containsExactly("1");
    }

    @Test
    @Tag("long")
    void aFolderWhosePathIsTooLongForASocketIsNone() throws Exception {
        folders = new Folders(folder, folder.resolve("so-long-".repeat(15)));
        folders.create();
        if (!Owner.ofThisProcess().isRoot()) {
            Files.createSymbolicLink(folders.postgresBinaries(Owner.of(folder)), binaries);
        }
        managedProcess = child();

        managedProcess.start();

        assertThat(column("orders", "SELECT 1")).containsExactly("1");
    }

    @Test
    @Tag("long")
    void aFolderThatBelongedToTheSuperuserIsTakenOver() throws Exception {
        asEarlierVersionsMadeIt(
                """
                CREATE TABLE kept (id bigint GENERATED ALWAYS AS IDENTITY, serial serial, code text);
                CREATE SEQUENCE alone;
                CREATE VIEW seen AS SELECT code FROM kept;
                CREATE TYPE colour AS ENUM ('red');
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
                CREATE TRIGGER append_only BEFORE UPDATE ON kept
                    FOR EACH ROW EXECUTE FUNCTION refuse_change();
                INSERT INTO kept (code) VALUES ('AAAA-1');
                """);

        managedProcess.start();

        assertThat(refusal("orders", "postgres", "postgres")).isEqualTo(NOT_LET_IN);
        for (Service service : Service.values()) {
            String database = service.database();
            assertThat(column(database, "SELECT code FROM kept")).containsExactly("AAAA-1");
            run(database, "INSERT INTO kept (code) VALUES ('AAAA-2')");
            run(database, "ALTER TABLE kept ADD COLUMN more text");
            run(database, "ALTER SEQUENCE alone RESTART");
            run(database, "ALTER TYPE colour ADD VALUE 'green'");
            run(database, "DROP VIEW seen");
            run(
                    database,
                    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$");
            try (Connection connection = superuser(database)) {
                assertThat(
                                column(
                                        connection,
                                        """
                                        SELECT relname FROM pg_class
                                        WHERE relnamespace = 'public'::regnamespace
                                            AND relowner = 'postgres'::regrole
                                        """))
                        .isEmpty();
            }
        }
    }

    @Test
    @Tag("long")
    void aFolderWhoseTablesBelongToTheRoleThatRunsIsTakenOver() throws Exception {
        managedProcess.start();
        for (Service service : Service.values()) {
            try (Connection connection = superuser(service.database());
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        """
                        ALTER DATABASE %1$s OWNER TO %1$s;
                        SET ROLE %1$s;
                        CREATE TABLE public.kept (id bigint GENERATED ALWAYS AS IDENTITY, code text);
                        INSERT INTO public.kept (code) VALUES ('AAAA-1');
                        """
                                .formatted(service.role()));
            }
        }
        managedProcess.stop();

        managedProcess = child();
        managedProcess.start();

        for (Service service : Service.values()) {
            String database = service.database();
            assertThat(column(database, "SELECT code FROM kept")).containsExactly("AAAA-1");
            run(database, "ALTER TABLE kept ADD COLUMN more text");
            try (Connection connection = connect(database, service.role())) {
                for (String command :
                        List.of(
                                "DELETE FROM kept",
                                "DROP TABLE kept",
                                "ALTER TABLE kept DISABLE TRIGGER ALL",
                                "CREATE TABLE mine ()",
                                "CREATE SCHEMA mine",
                                "SET ROLE " + service.ownerRole())) {
                    assertThat(refusal(connection, command)).as(command).isEqualTo(NOT_PERMITTED);
                }
                assertThat(refusal(connection, "CREATE TEMP TABLE said ()")).isEmpty();
            }
        }
    }

    /** All of the superuser, whom everybody could be by a password that everybody knew. */
    private void asEarlierVersionsMadeIt(String objects) throws Exception {
        PostgresBinaries programs =
                new PostgresBinaries(
                        folders.postgresBinaries(Owner.ofThisProcess()),
                        System.getProperty("os.arch"));
        programs.unpack();
        Files.createDirectory(folders.postgres());
        Path password = Files.createTempFile("postgres", "password");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(password, "postgres");
        Unprivileged way =
                Unprivileged.find(
                        Owner.ofThisProcess(),
                        Owner.of(folder),
                        programs.program("postgres"),
                        folders.postgres());
        Process initdb =
                process(
                        way,
                        programs.program("initdb").toString(),
                        "--pgdata=" + way.folder(),
                        "--username=postgres",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8");
        assertThat(initdb.waitFor()).isZero();
        Files.delete(password);
        Process server =
                process(
                        way,
                        programs.program("postgres").toString(),
                        "-D",
                        way.folder().toString(),
                        "--port=" + port,
                        "--listen-addresses=127.0.0.1",
                        "--unix-socket-directories=");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> refusal("postgres", "postgres", "postgres").isEmpty());
        for (Service service : Service.values()) {
            runAsEarlier("postgres", "CREATE DATABASE " + service.database());
            runAsEarlier(service.database(), objects);
        }
        PosixSignal.INT.send(ProcessIdentity.of(server.pid()).orElseThrow());
        server.waitFor();
    }

    private Process process(Unprivileged way, String... command) throws Exception {
        return new ProcessBuilder(way.command(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folders.log("earlier").toFile()))
                .start();
    }

    private void runAsEarlier(String database, String command) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private ManagedProcess child() {
        return new ManagedProcess(
                new PostgresPart(port, folders),
                folders.logs(),
                new LogTail(folders.log("postgres")),
                new ProcessLedger(folders.processes()),
                new Console(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        Clock.systemUTC()),
                Map.of(),
                Clock.systemUTC());
    }

    private List<String> column(String database, String query) throws Exception {
        try (Connection connection = connect(database)) {
            return column(connection, query);
        }
    }

    private static List<String> column(Connection connection, String query) throws Exception {
        try (Statement statement = connection.createStatement();
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

    /** As the owner of the database. */
    private Connection connect(String database) throws Exception {
        return connect(database, serviceOf(database).ownerRole());
    }

    private Connection connect(String database, String role) throws Exception {
        return DriverManager.getConnection(
                url(database), role, DatabaseCredentials.passwords(folders).of(role));
    }

    private static Service serviceOf(String database) {
        return Arrays.stream(Service.values())
                .filter(one -> one.database().equals(database))
                .findFirst()
                .orElseThrow();
    }

    private Connection superuser(String database) throws Exception {
        return new Superuser(folders.postgres(), port).connect(database);
    }

    private String password(Service service) {
        return DatabaseCredentials.passwords(folders).of(service.role());
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private static List<String> databases() {
        return Stream.concat(
                        Arrays.stream(Service.values()).map(Service::database),
                        Stream.of("postgres", "template1"))
                .toList();
    }

    /** The SQLSTATE that it is refused by; empty if it is let in. */
    private String refusal(String database, String user, String password) {
        try {
            DriverManager.getConnection(url(database), user, password).close();
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static String refusal(Connection connection, String command) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }
}
