package steadfast.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.ManagedProcess;
import steadfast.launcher.process.PosixSignal;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;
import steadfast.testkit.TestPorts;

class KafkaPartTest {

    /** This module's folder is two below the clone. */
    private static final Path CLONE = Path.of("../..");

    private static final Pattern WARNING = Pattern.compile("\\b(WARN|ERROR)\\b");

    /** What a broker says of a machine too busy to answer it in time, as beside other tests. */
    private static final Pattern SLOW =
            Pattern.compile(
                    "Exceptionally slow controller event|[Tt]imed out|[Tt]imeout"
                            + "|could not be established|disconnected");

    @TempDir private Path folder;
    private Folders folders;
    private int port;
    private int controllerPort;
    private ManagedProcess managedProcess;

    @BeforeEach
    void anEmptyFolder() throws Exception {
        folders = new Folders(CLONE, folder);
        folders.create();
        port = TestPorts.reserve();
        controllerPort = TestPorts.reserve();
        managedProcess = child(folders, port, controllerPort);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        managedProcess.stop();
    }

    @Test
    void topicsSurviveABrokerThatIsKilled() throws Exception {
        managedProcess.start();
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1))).all().get();
        }

        PosixSignal.KILL.send(
                new ProcessLedger(folders.processes()).alive().get("kafka").process());
        managedProcess = child(folders, port, controllerPort);
        managedProcess.start();

        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    @Tag("long")
    void aFolderThatDoesNotKnowTheLauncherIsToldOnce() throws Exception {
        managedProcess.start();
        try (Admin admin = admin()) {
            // As who once was administrator may, to come back.
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            KafkaAccess.BROKER,
                                            new ScramCredentialInfo(KafkaAccess.SCRAM, 4_096),
                                            "guessed")))
                    .all()
                    .get();
        }
        managedProcess.stop();
        Files.delete(folders.kafka().resolve("launcher.sha256"));
        Files.delete(folders.kafkaPasswords());

        managedProcess = child(folders, port, controllerPort);
        managedProcess.start();
        Path settings = folders.configuration().resolve("kafka.properties");
        assertThat(Files.readString(settings)).contains("user_launcher=");
        managedProcess.stop();

        managedProcess = child(folders, port, controllerPort);
        managedProcess.start();
        assertThat(Files.readString(settings)).doesNotContain("user_launcher=");
        try (Admin admin = admin()) {
            assertThat(admin.describeUserScramCredentials().users().get())
                    .contains(KafkaAccess.LAUNCHER)
                    .doesNotContain(KafkaAccess.BROKER);
        }
    }

    /** Such a record would end each consumer that reads it for lack of memory, again and again. */
    @Test
    void whatCompressionMadeSmallIsRefusedByItsRealLength() throws Exception {
        managedProcess.start();
        Map<String, Object> settings = new HashMap<>(clientSettings());
        settings.put("compression.type", "gzip");
        settings.put("max.request.size", 100 << 20);
        settings.put("buffer.memory", 100L << 20);
        try (Admin admin = admin();
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();

            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("orders", new byte[64 << 20])).get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            producer.send(new ProducerRecord<>("orders", new byte[500 << 10])).get();
        }
    }

    /** Each takes memory and a file of the broker's, which ends when it has no more of them. */
    @Test
    void strangersHoldOnlySoManyConnections() throws Exception {
        managedProcess.start();
        List<Socket> open = new ArrayList<>();
        try {
            while (open.size() < 1_200) {
                Socket socket = new Socket();
                open.add(socket);
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            }
        } catch (SocketTimeoutException e) {
            // As many as fit, and those that wait to be accepted.
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }

        assertThat(open).hasSizeBetween(1_000, 1_199);
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void aNormalStartAndStopLogNoWarning() throws Exception {
        for (int start = 0; start < 2; start++) {
            managedProcess.start();
            managedProcess.stop();
            managedProcess = child(folders, port, controllerPort);
        }

        assertThat(Files.readAllLines(folders.log("kafka")))
                .anyMatch(line -> line.contains("Kafka Server started"))
                .noneMatch(line -> WARNING.matcher(line).find() && !SLOW.matcher(line).find());
        // Whoever listens at the port while the broker is away learns what PLAIN sends.
        assertThat(Files.readString(folders.configuration().resolve("kafka.properties")))
                .contains("user_broker=")
                .doesNotContain("user_launcher=");
        assertThat(Files.getPosixFilePermissions(folders.kafka().resolve("launcher.sha256")))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void anotherBrokerOnItsPortIsNotTakenForIt() throws Exception {
        managedProcess.start();
        Folders others = new Folders(CLONE, folder.resolve("others"));
        others.create();
        Files.createDirectories(others.kafka());
        Files.writeString(others.kafka().resolve("meta.properties"), "cluster.id=another\n");

        KafkaPart mine = new KafkaPart(port, controllerPort, folders);
        KafkaPart another = new KafkaPart(port, controllerPort, others);

        assertThat(mine.isReady()).isTrue();
        assertThat(another.isReady()).isFalse();
    }

    @Test
    void aFolderThatIsNoStorageIsSaidInOneSentence() throws Exception {
        Files.createDirectories(folders.kafka());

        assertThatThrownBy(() -> managedProcess.start())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("it has no readable meta.properties")
                .hasMessageEndingWith("or move it away to start with empty topics.");
    }

    private static ManagedProcess child(Folders folders, int port, int controllerPort) {
        return new ManagedProcess(
                new KafkaPart(port, controllerPort, folders),
                folders.logs(),
                new LogTail(folders.log("kafka")),
                new ProcessLedger(folders.processes()),
                new Console(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        Clock.systemUTC()),
                Map.of(),
                Clock.systemUTC());
    }

    private Admin admin() {
        return Admin.create(Map.copyOf(clientSettings()));
    }

    private Map<String, String> clientSettings() {
        Map<String, String> environment = Map.of("KAFKA_PORT", "" + port);
        return new KafkaAccess(new Settings(environment), folders)
                .clientSettings(KafkaAccess.ADMIN);
    }
}
