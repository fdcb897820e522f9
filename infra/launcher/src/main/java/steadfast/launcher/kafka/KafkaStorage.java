package steadfast.launcher.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.Uuid;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.files.PrivateFile;
import steadfast.launcher.process.ChildEnvironment;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.settings.Folders;

/** The data folder of the broker, and the settings by which the broker uses it. */
final class KafkaStorage {

    /** In the data folder: the fingerprint of the launcher's password that the folder knows. */
    private static final String KNOWN_LAUNCHER = "launcher.sha256";

    private final int port;
    private final int controllerPort;
    private final Path data;
    private final Path configuration;
    private final Path log;
    private final KafkaCommand command;
    private final KafkaAccess.Passwords passwords;

    KafkaStorage(
            int port,
            int controllerPort,
            Folders folders,
            Path log,
            KafkaCommand command,
            KafkaAccess.Passwords passwords) {
        this.port = port;
        this.controllerPort = controllerPort;
        this.data = folders.kafka();
        this.configuration = folders.configuration();
        this.log = log;
        this.command = command;
        this.passwords = passwords;
    }

    /** Makes the folder if it is missing, and writes the broker's settings. */
    void prepare() throws IOException {
        if (!Files.exists(data)) {
            format();
        }
        writeSettings(settings(), data);
    }

    /** Returns the file of the broker's settings. */
    Path settings() {
        return configuration.resolve("kafka.properties");
    }

    /**
     * Returns the ID of the cluster that the folder belongs to.
     *
     * @throws LaunchFailure if the folder does not name it
     */
    String clusterId() {
        Properties stored = new Properties();
        try (Reader reader =
                Files.newBufferedReader(data.resolve("meta.properties"), StandardCharsets.UTF_8)) {
            stored.load(reader);
        } catch (IOException e) {
            throw new LaunchFailure(explain("it has no readable meta.properties"), e);
        }
        String id = stored.getProperty("cluster.id", "");
        if (id.isEmpty()) {
            throw new LaunchFailure(explain("its meta.properties names no cluster"));
        }
        return id;
    }

    /** Says in one sentence why the broker cannot work with the folder, and what to do. */
    String explain(String reason) {
        return "Kafka cannot work with its data in %s (%s): restore a copy of that folder, or move it away to start with empty topics."
                .formatted(data, reason);
    }

    /**
     * Returns whether the folder knows the launcher's password. A folder of an earlier version does
     * not, nor does any whose passwords were lost: the broker is then told it by its settings,
     * once.
     */
    boolean knowsTheLauncher() {
        return new PrivateFile(data.resolve(KNOWN_LAUNCHER))
                .lines()
                .equals(List.of(passwords.fingerprint(KafkaAccess.LAUNCHER)));
    }

    /** Records that the folder knows the launcher's password now. */
    void rememberTheLauncher() {
        rememberTheLauncher(data);
    }

    private void rememberTheLauncher(Path folder) {
        new PrivateFile(folder.resolve(KNOWN_LAUNCHER))
                .change(_ -> List.of(passwords.fingerprint(KafkaAccess.LAUNCHER)));
    }

    /** In a folder that is renamed when it is whole. */
    private void format() throws IOException {
        Path growing = data.resolveSibling(data.getFileName() + ".new");
        FileTree.delete(growing);
        Path settings = configuration.resolve("kafka-format.properties");
        writeSettings(settings, growing);
        LogTail logTail = new LogTail(log);
        logTail.mark();
        ProcessBuilder format =
                new ProcessBuilder(
                                withHiddenArguments(
                                        command.of(
                                                "kafka.tools.StorageTool",
                                                "format",
                                                "--cluster-id",
                                                Uuid.randomUuid().toString(),
                                                "--config",
                                                settings.toString(),
                                                "--add-scram",
                                                passwords.ofNewStorage(KafkaAccess.LAUNCHER))))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ChildEnvironment.limit(format.environment());
        try {
            if (format.start().waitFor() != 0) {
                throw new LaunchFailure(
                        "Kafka cannot make its storage in %s: %s"
                                .formatted(data.getParent(), logTail.reason()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("kafka was stopped before it was ready");
        } finally {
            Files.deleteIfExists(formatArguments());
        }
        rememberTheLauncher(growing);
        Files.move(growing, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Every local user may read how a process was called; a file of arguments only its owner. */
    private List<String> withHiddenArguments(List<String> whole) {
        new PrivateFile(formatArguments())
                .change(_ ->
                        whole.stream()
                                .skip(1)
                                .map(argument -> '"' + argument.replace("\\", "\\\\") + '"')
                                .toList());
        return List.of(whole.getFirst(), "@" + formatArguments());
    }

    private Path formatArguments() {
        return configuration.resolve("kafka-format.arguments");
    }

    private void writeSettings(Path file, Path folder) {
        KafkaSettings.write(
                file,
                KafkaSettings.of(
                        port,
                        controllerPort,
                        folder,
                        passwords,
                        knowsTheLauncher()
                                ? List.of(KafkaAccess.BROKER)
                                : List.of(KafkaAccess.BROKER, KafkaAccess.LAUNCHER)));
    }
}
