package steadfast.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

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
    void create() {
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
    Path temporary() {
        return data.resolve("tmp");
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path log(String process) {
        return logs().resolve(process + ".log");
    }

    Path configuration() {
        return data.resolve("configuration");
    }

    Path postgres() {
        return data.resolve("postgres");
    }

    /** PostgreSQL's programs, where the user that the server runs as can reach them. */
    Path postgresBinaries(Owner self) {
        return self.isRoot()
                ? Path.of("/var/cache/steadfast/postgres")
                : data.resolve("postgres-binaries");
    }

    Path kafka() {
        return data.resolve("kafka");
    }

    Path journal(LocalGateway gateway) {
        return data.resolve(gateway.folder()).resolve("journal.ndjson");
    }

    Path callbackSecrets() {
        return data.resolve("callback-secrets.properties");
    }

    /** Of the services' roles at the PostgreSQL of this machine. */
    Path databasePasswords() {
        return data.resolve("database-passwords.properties");
    }

    /** Of the principals at the Kafka of this machine. */
    Path kafkaPasswords() {
        return data.resolve("kafka-passwords.properties");
    }

    /** How an administrator's client enters the Kafka of this machine, as Kafka's tools read it. */
    Path kafkaAdmin() {
        return configuration().resolve("kafka-admin.properties");
    }

    Path accessFile() {
        return data.resolve("access.properties");
    }

    Path keys() {
        return data.resolve("keys");
    }

    Path processes() {
        return data.resolve("pids");
    }

    Path lock() {
        return data.resolve("run.lock");
    }
}
