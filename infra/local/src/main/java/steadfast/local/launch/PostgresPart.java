package steadfast.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 18 with one database a service, durable ({@code fsync=on}), on the loopback only. */
final class PostgresPart implements Part {

    private static final String MAJOR_VERSION = "18";

    private final int port;
    private final Path data;
    private final Path kafka;
    private final Path configuration;
    private final Path cloneRoot;
    private final Path log;
    private final PostgresBinaries binaries;
    private @Nullable Unprivileged way;

    PostgresPart(int port, Folders folders) {
        this.port = port;
        this.data = folders.postgres();
        this.kafka = folders.kafka();
        this.configuration = folders.configuration();
        this.cloneRoot = folders.root();
        this.log = folders.log(name());
        this.binaries =
                new PostgresBinaries(folders.postgresBinaries(), System.getProperty("os.arch"));
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {
        binaries.unpack();
        try {
            if (Files.exists(data)) {
                refuseForeignData();
                way = findWay(data);
                new PostgresLeftovers(data).stop();
            } else {
                initialise();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> command() {
        Unprivileged chosen = way;
        if (chosen == null) {
            throw new IllegalStateException("not prepared");
        }
        return chosen.command(
                List.of(
                        binaries.program("postgres").toString(),
                        "-D",
                        data.toString(),
                        setting("port", "" + port),
                        setting("listen_addresses", "127.0.0.1"),
                        setting("unix_socket_directories", ""),
                        setting("fsync", "on"),
                        setting("synchronous_commit", "on"),
                        setting("full_page_writes", "on"),
                        setting("max_connections", "120"),
                        setting("shared_buffers", "128MB"),
                        // Short statements only: compiling them costs more than it saves.
                        setting("jit", "off"),
                        setting("timezone", "UTC"),
                        setting("log_timezone", "UTC")));
    }

    @Override
    public Map<String, String> environment() {
        // The log in English, for whoever reads it and for our own search in it.
        return Map.of("LC_ALL", "C");
    }

    @Override
    public boolean isReady() {
        if (!Ports.answers(port)) {
            return false;
        }
        // Somebody else's PostgreSQL would answer too.
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT current_setting('data_directory')")) {
            return row.next() && data.toString().equals(row.getString(1));
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void complete() {
        try (Connection connection = connect("postgres")) {
            for (Service service : Service.values()) {
                createIfMissing(connection, service.database());
            }
        } catch (SQLException e) {
            throw new LaunchFailure("postgres has no databases for us: " + e.getMessage(), e);
        }
    }

    @Override
    public List<StopStep> stopSteps() {
        return List.of(
                new StopStep(Signal.INT, Duration.ofSeconds(10)),
                new StopStep(Signal.QUIT, Duration.ofSeconds(5)),
                new StopStep(Signal.KILL, Duration.ofSeconds(5)));
    }

    @Override
    public String explain(String reason) {
        return "PostgreSQL cannot work with its data in %s (%s): put a copy of that folder back, or move it away, and %s with it, to begin with an empty shop."
                .formatted(data, reason, kafka);
    }

    private void initialise() throws IOException {
        // Renamed when it is whole: a crash in between leaves nothing that looks like data.
        Path growing = data.resolveSibling(data.getFileName() + ".new");
        FileTree.delete(growing);
        Files.createDirectory(growing);
        Unprivileged chosen = findWay(growing);
        Path password = configuration.resolve("postgres-password");
        Files.writeString(password, Settings.LOCAL_PASSWORD);
        ProcessBuilder initdb =
                new ProcessBuilder(
                                chosen.command(
                                        List.of(
                                                binaries.program("initdb").toString(),
                                                "--pgdata=" + growing,
                                                "--username=" + Settings.LOCAL_USER,
                                                "--pwfile=" + password,
                                                "--auth=scram-sha-256",
                                                "--encoding=UTF8",
                                                "--locale=C",
                                                "--locale-provider=builtin",
                                                "--builtin-locale=C.UTF-8",
                                                "--no-instructions")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        initdb.environment().putAll(environment());
        LogTail said = new LogTail(log);
        said.mark();
        try {
            if (initdb.start().waitFor() != 0) {
                throw new LaunchFailure(
                        "PostgreSQL cannot make its databases in %s: %s"
                                .formatted(data.getParent(), said.reason()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("postgres was stopped before it was ready");
        }
        Files.move(growing, data, StandardCopyOption.ATOMIC_MOVE);
        way = chosen;
    }

    private void refuseForeignData() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new LaunchFailure(explain("it has no file PG_VERSION"));
        }
        String major = Files.readString(version).strip();
        if (!major.equals(MAJOR_VERSION)) {
            throw new LaunchFailure(explain("it was made by PostgreSQL '%s'".formatted(major)));
        }
    }

    private Unprivileged findWay(Path folder) throws IOException {
        return Unprivileged.find(
                Owner.ofThisProcess(), Owner.of(cloneRoot), binaries.program("postgres"), folder);
    }

    private Connection connect(String database) throws SQLException {
        Properties access = new Properties();
        access.setProperty("user", Settings.LOCAL_USER);
        access.setProperty("password", Settings.LOCAL_PASSWORD);
        access.setProperty("connectTimeout", "2");
        access.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, database), access);
    }

    private static void createIfMissing(Connection connection, String database)
            throws SQLException {
        try (PreparedStatement known =
                connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            known.setString(1, database);
            try (ResultSet row = known.executeQuery()) {
                if (row.next()) {
                    return;
                }
            }
        }
        try (Statement create = connection.createStatement()) {
            create.executeUpdate("CREATE DATABASE " + database);
        }
    }

    private static String setting(String name, String value) {
        return "--" + name.replace('_', '-') + "=" + value;
    }
}
