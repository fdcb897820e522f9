package steadfast.launcher.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import steadfast.launcher.files.FileTree;
import steadfast.launcher.files.PrivateFile;
import steadfast.launcher.process.ChildEnvironment;
import steadfast.launcher.process.JavaCommand;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.Ports;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessSpec;
import steadfast.launcher.process.StopStep;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Service;

/** One Kafka broker that is its own controller, with classes of its own. */
public final class KafkaPart implements ProcessSpec {

    private static final int HEAP_MEGABYTES = 512;
    private static final String LOGGING = "kafka-log4j2.xml";
    private static final long ASK_SECONDS = 3;
    private static final Duration RIGHTS_LIMIT = Duration.ofSeconds(20);

    /** In the data folder: the fingerprint of the launcher's password that the folder knows. */
    private static final String KNOWN_LAUNCHER = "launcher.sha256";

    private final int port;
    private final int controllerPort;
    private final Path data;
    private final Path configuration;
    private final Path classes;
    private final Path log;
    private final Path temporary;
    private final KafkaAccess.Passwords passwords;
    private final Path adminProperties;
    private volatile String clusterId = "";

    public KafkaPart(int port, int controllerPort, Folders folders) {
        this.port = port;
        this.controllerPort = controllerPort;
        this.data = folders.kafka();
        this.configuration = folders.configuration();
        this.classes = folders.built().resolve("infra/launcher/target/kafka-lib");
        this.log = folders.log(name());
        this.temporary = folders.temporary();
        this.passwords = new KafkaAccess.Passwords(folders);
        this.adminProperties = folders.kafkaAdmin();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {
        try (InputStream logging = KafkaPart.class.getResourceAsStream(LOGGING)) {
            if (logging == null) {
                throw new IllegalStateException(LOGGING + " is missing");
            }
            Files.copy(
                    logging, configuration.resolve(LOGGING), StandardCopyOption.REPLACE_EXISTING);
            if (!Files.exists(data)) {
                format();
            }
            writeSettings(serverProperties(), data);
            clusterId = storedClusterId();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> command() {
        return java("kafka.Kafka", serverProperties().toString());
    }

    @Override
    public boolean isReady() {
        if (!Ports.answers(port)) {
            return false;
        }
        String mine = clusterId.isEmpty() ? storedClusterId() : clusterId;
        // A port that answers may be an older broker's, or one that has not joined itself yet.
        try (Admin admin = launcher(Duration.ofSeconds(2))) {
            DescribeClusterResult cluster = admin.describeCluster();
            return mine.equals(cluster.clusterId().get(ASK_SECONDS, TimeUnit.SECONDS))
                    && !cluster.nodes().get(ASK_SECONDS, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Until here nobody else may enter. */
    @Override
    public void complete() {
        try (Admin admin = launcher(RIGHTS_LIMIT)) {
            admin.alterUserScramCredentials(credentials(admin))
                    .all()
                    .get(RIGHTS_LIMIT.toSeconds(), TimeUnit.SECONDS);
            KafkaRights.apply(admin);
            writePrivately(
                    adminProperties, withAddress(passwords.clientSettings(KafkaAccess.ADMIN)));
            rememberTheLauncher(data);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new LaunchFailure(
                    "Kafka does not accept its passwords and rights (%s); see %s."
                            .formatted(e.getMessage(), log),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("kafka was stopped before it was ready");
        }
    }

    /**
     * The broker has none: one that was made as an administrator would stay a way to everything.
     */
    private List<UserScramCredentialAlteration> credentials(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        Stream.concat(
                        Stream.of(KafkaAccess.LAUNCHER, KafkaAccess.ADMIN, KafkaAccess.REPLAY),
                        Stream.of(Service.values()).map(Service::folder))
                .map(passwords::forBroker)
                .forEach(credentials::add);
        if (admin.describeUserScramCredentials()
                .users()
                .get(RIGHTS_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .contains(KafkaAccess.BROKER)) {
            credentials.add(new UserScramCredentialDeletion(KafkaAccess.BROKER, KafkaAccess.SCRAM));
        }
        return credentials;
    }

    /**
     * Returns whether the folder knows the launcher's password. A folder of an earlier version does
     * not, nor does any whose passwords were lost: the broker is then told it by its settings,
     * once.
     */
    private boolean knowsTheLauncher() {
        return new PrivateFile(data.resolve(KNOWN_LAUNCHER))
                .lines()
                .equals(List.of(passwords.fingerprint(KafkaAccess.LAUNCHER)));
    }

    private void rememberTheLauncher(Path folder) {
        new PrivateFile(folder.resolve(KNOWN_LAUNCHER))
                .change(_ -> List.of(passwords.fingerprint(KafkaAccess.LAUNCHER)));
    }

    private Map<String, String> withAddress(Map<String, String> client) {
        Map<String, String> whole = new TreeMap<>(client);
        whole.put("bootstrap.servers", address());
        return whole;
    }

    private Admin launcher(Duration patience) {
        Map<String, Object> client =
                new HashMap<>(
                        withAddress(
                                knowsTheLauncher()
                                        ? passwords.clientSettings(KafkaAccess.LAUNCHER)
                                        : passwords.launcherByPlain()));
        client.put("request.timeout.ms", "" + patience.toMillis());
        client.put("default.api.timeout.ms", "" + patience.plusSeconds(1).toMillis());
        return Admin.create(client);
    }

    @Override
    public List<StopStep> stopSteps() {
        return List.of(
                new StopStep(PosixSignal.TERM, Duration.ofSeconds(15)),
                new StopStep(PosixSignal.KILL, Duration.ofSeconds(5)));
    }

    @Override
    public String explain(String reason) {
        return "Kafka cannot work with its data in %s (%s): restore a copy of that folder, or move it away to start with empty topics."
                .formatted(data, reason);
    }

    /** In a folder that is renamed when it is whole. */
    private void format() throws IOException {
        Path growing = data.resolveSibling(data.getFileName() + ".new");
        FileTree.delete(growing);
        Path settings = configuration.resolve("kafka-format.properties");
        writeSettings(settings, growing);
        LogTail said = new LogTail(log);
        said.mark();
        ProcessBuilder format =
                new ProcessBuilder(
                                withHiddenArguments(
                                        java(
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
                                .formatted(data.getParent(), said.reason()));
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
    private List<String> withHiddenArguments(List<String> command) {
        new PrivateFile(formatArguments())
                .change(_ ->
                        command.stream()
                                .skip(1)
                                .map(argument -> '"' + argument.replace("\\", "\\\\") + '"')
                                .toList());
        return List.of(command.getFirst(), "@" + formatArguments());
    }

    private Path formatArguments() {
        return configuration.resolve("kafka-format.arguments");
    }

    private void writeSettings(Path file, Path folder) {
        writePrivately(
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

    /** Only for its owner: there are passwords in it. */
    private static void writePrivately(Path file, Map<String, String> settings) {
        new PrivateFile(file)
                .change(_ ->
                        settings.entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .toList());
    }

    private Path serverProperties() {
        return configuration.resolve("kafka.properties");
    }

    private String storedClusterId() {
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

    private List<String> java(String mainClass, String... arguments) {
        if (!Files.isDirectory(classes)) {
            throw new LaunchFailure(
                    "Kafka's classes are not built: run infra/run up, which builds them.");
        }
        List<String> command = new ArrayList<>(JavaCommand.withHeap(HEAP_MEGABYTES, temporary));
        command.add("-Dlog4j2.configurationFile=" + configuration.resolve(LOGGING));
        command.add("-cp");
        command.add(classes + "/*");
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }
}
