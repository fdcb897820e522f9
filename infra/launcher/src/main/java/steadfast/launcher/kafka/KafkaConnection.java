package steadfast.launcher.kafka;

import java.util.Map;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;

/** The replay's connection to the shop's Kafka, the user's own or this machine's. */
public final class KafkaConnection {

    private KafkaConnection() {}

    /**
     * Client settings from the environment; {@code bootstrap.servers} is always among them.
     *
     * @throws LaunchFailure if the environment contradicts itself, or if there is no shop of which
     *     this user knows the passwords
     */
    public static Map<String, Object> ofReplay(Map<String, String> environment, Folders folders) {
        Settings settings = new Settings(environment);
        return Map.copyOf(new KafkaAccess(settings, folders).clientSettings(KafkaAccess.REPLAY));
    }
}
