package steadfast.launcher.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.files.Owner;
import steadfast.launcher.process.ChildEnvironment;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.Ports;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.process.StopStep;
import steadfast.launcher.process.Unprivileged;
import steadfast.launcher.secrets.DatabaseCredentials;
import steadfast.launcher.secrets.StoredSecrets;
import steadfast.launcher.settings.Folders;

/**
 * PostgreSQL 18 with one database and two roles per service, durable ({@code fsync=on}), on the
 * loopback only; its superuser has no password and enters by the socket in its data folder.
 */
public final class PostgresPart implements ProcessSpec {

    /** Of postmaster.pid, counted from 0. */
    private static final int STATE_LINE = 7;

    private static final String MAJOR_VERSION = "18";

    private final int port;
    private final Path data;
    private final Path kafka;
    private final Path cloneRoot;
    private final Path log;
    private final Superuser superuser;
    private final StoredSecrets passwords;
    private final Owner self;
    private final PostgresBinaries binaries;
    private @Nullable Unprivileged way;

    public PostgresPart(int port, Folders folders) {
        this.port = port;
        this.data = folders.postgres();
        this.kafka = folders.kafka();
        this.cloneRoot = folders.root();
        this.log = folders.log(name());
        this.superuser = new Superuser(data, port);
        this.passwords = DatabaseCredentials.passwords(folders);
        try {
            this.self = Owner.ofThisProcess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.binaries =
                new PostgresBinaries(folders.postgresBinaries(self), System.getProperty("os.arch"));
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
                way = findWay(data);
            }
            PostgresAccess.write(data, chosenWay().owner());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> command() {
        Unprivileged chosen = chosenWay();
        return chosen.command(
                List.of(
                        binaries.program("postgres").toString(),
                        "-D",
                        chosen.folder().toString(),
                        setting("port", "" + port),
                        setting("listen_addresses", "127.0.0.1"),
                        // The data folder, which it works in: closed to all others.
                        setting("unix_socket_directories", "."),
                        setting("unix_socket_permissions", "0700"),
                        setting("fsync", "on"),
                        setting("synchronous_commit", "on"),
                        setting("full_page_writes", "on"),
                        // The services' pools need 100. A client takes a place before it has sent
                        // a password, so there are more, and little time for that.
                        setting("max_connections", "300"),
                        setting("authentication_timeout", "10s"),
                        // Tells the server's own lines from those about clients.
                        setting("log_line_prefix", "%m [%p] %b: "),
                        setting("shared_buffers", "128MB"),
                        // Short statements only: compiling them costs more than it saves.
                        setting("jit", "off"),
                        setting("timezone", "UTC"),
                        setting("log_timezone", "UTC")));
    }

    @Override
    public Map<String, String> environment() {
        // The log in English, for people and for our own search in it.
        return Map.of("LC_ALL", "C");
    }

    @Override
    public boolean isReady() {
        // It logs each connection that comes sooner as FATAL.
        if (!hasLoggedReady() || !Ports.answers(port)) {
            return false;
        }
        // Another PostgreSQL could answer at the port; the socket in this folder is ours.
        try (Connection connection = superuser.connect(Superuser.NAME)) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Returns what {@code pg_ctl --wait} looks for: the server's state in its own file. */
    private boolean hasLoggedReady() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void complete() {
        try {
            new ServiceDatabases(superuser, passwords).establish();
        } catch (SQLException e) {
            throw new LaunchFailure("postgres has no databases for us: " + e.getMessage(), e);
        }
    }

    @Override
    public List<StopStep> stopSteps() {
        return List.of(
                new StopStep(PosixSignal.INT, Duration.ofSeconds(10)),
                new StopStep(PosixSignal.QUIT, Duration.ofSeconds(5)),
                new StopStep(PosixSignal.KILL, Duration.ofSeconds(5)));
    }

    @Override
    public String explain(String reason) {
        return "PostgreSQL cannot work with its data in %s (%s): restore a copy of that folder, or move it away, and %s with it, to start with an empty shop."
                .formatted(data, reason, kafka);
    }

    private void initialise() throws IOException {
        // Renamed when it is whole: a crash in between leaves nothing that looks like data.
        Path growing = data.resolveSibling(data.getFileName() + ".new");
        FileTree.delete(growing);
        Files.createDirectory(growing);
        Unprivileged chosen = findWay(growing);
        ProcessBuilder initdb =
                new ProcessBuilder(
                                chosen.command(
                                        List.of(
                                                binaries.program("initdb").toString(),
                                                "--pgdata=" + chosen.folder(),
                                                "--username=" + Superuser.NAME,
                                                // No connections before our own rules are written.
                                                "--auth=reject",
                                                "--encoding=UTF8",
                                                "--locale=C",
                                                "--locale-provider=builtin",
                                                "--builtin-locale=C.UTF-8",
                                                "--no-instructions")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ChildEnvironment.limit(initdb.environment());
        initdb.environment().putAll(environment());
        LogTail logTail = new LogTail(log);
        logTail.mark();
        try {
            if (initdb.start().waitFor() != 0) {
                throw new LaunchFailure(
                        "PostgreSQL cannot make its databases in %s: %s"
                                .formatted(data.getParent(), logTail.reason()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("postgres was stopped before it was ready");
        }
        Files.move(growing, data, StandardCopyOption.ATOMIC_MOVE);
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
        return Unprivileged.find(self, Owner.of(cloneRoot), binaries.program("postgres"), folder);
    }

    private Unprivileged chosenWay() {
        Unprivileged chosen = way;
        if (chosen == null) {
            throw new IllegalStateException("not prepared");
        }
        return chosen;
    }

    private static String setting(String name, String value) {
        return "--" + name.replace('_', '-') + "=" + value;
    }
}
