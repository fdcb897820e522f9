package steadfast.launcher.kafka;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import steadfast.launcher.process.Console;
import steadfast.launcher.process.LogTail;
import steadfast.launcher.process.ManagedProcess;
import steadfast.launcher.process.ProcessLedger;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;
import steadfast.testkit.TestPorts;

/** The broker of {@code infra/run} in a folder of its own, for the tests of other packages. */
public final class LocalKafka implements AutoCloseable {

    private final int port;
    private final Folders folders;
    private final ManagedProcess managedProcess;

    private LocalKafka(Path folder) {
        port = TestPorts.reserve();
        folders = new Folders(Path.of("../.."), folder);
        folders.create();
        managedProcess =
                new ManagedProcess(
                        new KafkaPart(port, TestPorts.reserve(), folders),
                        folders.logs(),
                        new LogTail(folders.log("kafka")),
                        new ProcessLedger(folders.processes()),
                        new Console(
                                new PrintStream(
                                        new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                                Clock.systemUTC()),
                        Map.of(),
                        Clock.systemUTC());
    }

    public static LocalKafka start(Path folder) throws Exception {
        LocalKafka kafka = new LocalKafka(folder);
        kafka.managedProcess.start();
        return kafka;
    }

    /** What the user sets when this is a Kafka of his own. */
    public Map<String, String> environmentOfAUser() {
        return new KafkaAccess(new Settings(environment()), folders).environment(KafkaAccess.ADMIN);
    }

    /** What the user sets when he moves it there. */
    public Map<String, String> environment() {
        return Map.of("KAFKA_PORT", String.valueOf(port));
    }

    /** Where its passwords lie. */
    public Folders folders() {
        return folders;
    }

    /** How an administrator's client reaches it. */
    public Map<String, String> adminSettings() {
        return clientSettings(KafkaAccess.ADMIN);
    }

    /** How a client of this principal reaches it. */
    public Map<String, String> clientSettings(String principal) {
        return new KafkaAccess(new Settings(environment()), folders).clientSettings(principal);
    }

    @Override
    public void close() {
        managedProcess.stop();
    }
}
