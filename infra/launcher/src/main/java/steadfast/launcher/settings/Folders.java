package steadfast.launcher.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import steadfast.launcher.files.Owner;

/**
 * The folders of the clone, and of the data that we store in it.
 *
 * @param root the clone
 * @param data everything that we write; outlives a restart
 * @param built the modules' {@code target} folders as they are run: the clone's own, or copies, so
 *     that a build does not take the classes from under a running shop
 */
public record Folders(Path root, Path data, Path built) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    public Folders {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        built = built.toAbsolutePath().normalize();
    }

    /** Runs what the clone's own {@code target} folders hold. */
    public Folders(Path root, Path data) {
        this(root, data, root);
    }

    /** By {@code STEADFAST_ROOT}, {@code STEADFAST_DATA} and {@code STEADFAST_BUILT}. */
    public static Folders of(Map<String, String> environment) {
        Path root = Path.of(environment.getOrDefault("STEADFAST_ROOT", ""));
        return new Folders(
                root,
                folder(environment, "STEADFAST_DATA", root.resolve(".steadfast")),
                folder(environment, "STEADFAST_BUILT", root));
    }

    private static Path folder(Map<String, String> environment, String variable, Path usual) {
        String given = environment.getOrDefault(variable, "");
        return given.isEmpty() ? usual : Path.of(given);
    }

    /** Creates missing folders, and closes the data to everybody else. */
    public void create() {
        try {
            for (Path folder : new Path[] {data, logs(), configuration(), keys(), temporary()}) {
                Files.createDirectories(folder);
            }
            if (!Files.getPosixFilePermissions(data).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(data, OWNER_ONLY);
            }
            // Made by earlier versions, with a password that everybody knows.
            Files.deleteIfExists(configuration().resolve("postgres-password"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes' own folder; nothing else reads it. */
    public Path temporary() {
        return data.resolve("tmp");
    }

    /** The logs of all processes, and where the processes are started. */
    public Path logs() {
        return data.resolve("logs");
    }

    /** Returns the log file of a process. */
    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** Returns the folder of what servers are configured by. */
    public Path configuration() {
        return data.resolve("configuration");
    }

    /** Returns the folder of PostgreSQL's data. */
    public Path postgres() {
        return data.resolve("postgres");
    }

    /** PostgreSQL's programs, where the user that the server runs as can reach them. */
    public Path postgresBinaries(Owner self) {
        return self.isRoot()
                ? Path.of("/var/cache/steadfast/postgres")
                : data.resolve("postgres-binaries");
    }

    /** Returns the folder of Kafka's logs. */
    public Path kafka() {
        return data.resolve("kafka");
    }

    /** Returns the file of a sandbox's ledger. */
    public Path journal(LocalGateway gateway) {
        return data.resolve(gateway.folder()).resolve("journal.ndjson");
    }

    /** Returns the file of the secrets that sign callbacks. */
    public Path callbackSecrets() {
        return data.resolve("callback-secrets.properties");
    }

    /** Of the services' roles at the PostgreSQL of this machine. */
    public Path databasePasswords() {
        return data.resolve("database-passwords.properties");
    }

    /** Of the principals at the Kafka of this machine. */
    public Path kafkaPasswords() {
        return data.resolve("kafka-passwords.properties");
    }

    /** How an administrator's client enters the Kafka of this machine, as Kafka's tools read it. */
    public Path kafkaAdmin() {
        return configuration().resolve("kafka-admin.properties");
    }

    /** Returns the file of the storefront keys and operator tokens. */
    public Path accessFile() {
        return data.resolve("access.properties");
    }

    /** Returns the folder of the keys that seal card codes. */
    public Path keys() {
        return data.resolve("keys");
    }

    /** Returns the file that lists the processes that run. */
    public Path processes() {
        return data.resolve("pids");
    }

    /** Returns the file that a running shop locks. */
    public Path lock() {
        return data.resolve("run.lock");
    }
}
