package steadfast.launcher.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steadfast.launcher.files.PrivateFile;

/** The settings of a broker that is alone, small, and soon back after a crash. */
final class KafkaSettings {

    private KafkaSettings() {}

    /**
     * @param byPlain the principals that use PLAIN at the clients' listener: the broker, and the
     *     launcher where the folder does not know it yet
     */
    static Map<String, String> of(
            int port,
            int controllerPort,
            Path data,
            KafkaAccess.Passwords passwords,
            List<String> byPlain) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "CLIENTS://127.0.0.1:%s,CONTROLLER://127.0.0.1:%s".formatted(port, controllerPort));
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("log.dirs", data.toString());
        settings.putAll(access(passwords, byPlain));

        // Topics are created by our own code, with their intended settings.
        settings.put("auto.create.topics.enable", "false");
        for (String internal :
                new String[] {
                    "offsets.topic", "transaction.state.log", "share.coordinator.state.topic"
                }) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");

        // A gigabyte of zeros is a megabyte when compressed, which the limit on requests admits,
        // and a gigabyte again to each reader. Stored uncompressed, it meets the limit at its full
        // size. No service compresses.
        settings.put("compression.type", "uncompressed");

        // A consumer that is killed is replaced within seconds; by default it takes 45.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.consumer.session.timeout.ms", "6000");
        settings.put("group.consumer.min.session.timeout.ms", "6000");
        settings.put("group.consumer.heartbeat.interval.ms", "2000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "2000");

        // So is the broker itself: until its session ends, a new start is not let in.
        settings.put("broker.session.timeout.ms", "6000");
        settings.put("broker.heartbeat.interval.ms", "1000");

        // Connections come before passwords: only as many as fit into memory, and not for long
        // without a request.
        settings.put("listener.name.clients.max.connections", "1000");
        settings.put("listener.name.controller.max.connections", "100");
        settings.put("connections.max.idle.ms", "120000");

        // The broker makes room for what a request says its length is; nobody sends half of this.
        settings.put("socket.request.max.bytes", "4194304");

        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    /**
     * Every client needs a password, and may do only what {@link KafkaRights} allows. The broker's
     * own password is in this file; all others are in the data folder, where the launcher writes
     * them at each start.
     */
    private static Map<String, String> access(
            KafkaAccess.Passwords passwords, List<String> byPlain) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(
                "listener.security.protocol.map",
                "CLIENTS:%1$s,CONTROLLER:%1$s".formatted(KafkaAccess.PROTOCOL));
        settings.put(
                "sasl.enabled.mechanisms",
                "%s,%s".formatted(KafkaAccess.PLAIN, KafkaAccess.SCRAM.mechanismName()));
        settings.put("listener.name.controller.sasl.enabled.mechanisms", KafkaAccess.PLAIN);
        settings.put("sasl.mechanism.inter.broker.protocol", KafkaAccess.PLAIN);
        settings.put("sasl.mechanism.controller.protocol", KafkaAccess.PLAIN);
        settings.put(
                "listener.name.clients.plain.sasl.jaas.config", passwords.ofPlainListener(byPlain));
        settings.put(
                "listener.name.clients.scram-sha-256.sasl.jaas.config",
                KafkaAccess.Passwords.ofScramListener());
        settings.put(
                "listener.name.controller.plain.sasl.jaas.config",
                passwords.ofPlainListener(List.of(KafkaAccess.BROKER)));
        // The most memory that an unauthenticated client can make the broker hold; by default half
        // a megabyte.
        settings.put("sasl.server.max.receive.size", "16384");
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put(
                "super.users",
                "User:%s;User:%s;User:%s"
                        .formatted(KafkaAccess.BROKER, KafkaAccess.LAUNCHER, KafkaAccess.ADMIN));
        return settings;
    }

    /** Only for its owner: there are passwords in it. */
    static void write(Path file, Map<String, String> settings) {
        new PrivateFile(file)
                .change(_ ->
                        settings.entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .toList());
    }
}
