package steadfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker (KRaft, one node) inside the test's JVM; ready in about two seconds. */
final class LocalBroker implements TestBroker {

    private final int port;
    private final int controllerPort;
    private final Path data;
    private final Map<String, Short> featureLevels;
    private final Map<String, String> moreSettings;
    private final String clusterId = Uuid.randomUuid().toString();
    private KafkaRaftServer server;

    private LocalBroker(
            Path data, Map<String, Short> featureLevels, Map<String, String> moreSettings)
            throws IOException {
        this.port = TestPorts.reserve();
        this.controllerPort = TestPorts.reserve();
        this.data = data;
        this.featureLevels = Map.copyOf(featureLevels);
        this.moreSettings = Map.copyOf(moreSettings);
        this.server = format();
    }

    /** Starts a broker on ports of its own with an empty data folder. */
    static LocalBroker start() {
        return start(Map.of(), Map.of());
    }

    /** Starts a broker with features at other levels, and other settings. */
    static LocalBroker start(Map<String, Short> featureLevels, Map<String, String> settings) {
        try {
            LocalBroker broker =
                    new LocalBroker(
                            Files.createTempDirectory("test-broker"), featureLevels, settings);
            broker.server.startup();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker and leaves its data: connections are refused. */
    @Override
    public void pause() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void resume() {
        server = format();
        server.startup();
    }

    @Override
    public void close() {
        pause();
        DeletedFolder.delete(data);
    }

    private KafkaRaftServer format() {
        KafkaConfig config = new KafkaConfig(settings(), false);
        Formatter formatter = new Formatter();
        formatter.setClusterId(clusterId);
        formatter.setNodeId(1);
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setMetadataLogDirectory(data.toString());
        formatter.addDirectory(data.toString());
        formatter.setIgnoreFormatted(true);
        formatter.setReleaseVersion(MetadataVersion.latestProduction());
        featureLevels.forEach(formatter::setFeatureLevel);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("the test broker's folder cannot be formatted", e);
        }
        return new KafkaRaftServer(config, Time.SYSTEM);
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.putAll(BrokerSettings.SAME_EVERYWHERE);
        settings.putAll(moreSettings);
        return settings;
    }
}
