package steadfast.launcher.kafka;

import java.util.Map;
import steadfast.launcher.process.LaunchFailure;
import steadfast.launcher.settings.Folders;
import steadfast.launcher.settings.Settings;

/** A command's connection to the shop's Kafka, the user's own or this machine's. */
public final class KafkaConnection {

    private KafkaConnection() {}

    /**
     * Returns client settings of the replay, which reads and writes the ladders; {@code
     * bootstrap.servers} is always among them.
     *
     * @throws LaunchFailure if the environment contradicts itself, or if there is no shop of which
     *     this user knows the passwords
     */
    public static Map<String, Object> ofReplay(Map<String, String> environment, Folders folders) {
        return of(KafkaAccess.REPLAY, environment, folders);
    }

    /** Returns the same of the administrator, who may also remove topics. */
    public static Map<String, Object> ofAdmin(Map<String, String> environment, Folders folders) {
        return of(KafkaAccess.ADMIN, environment, folders);
    }

    private static Map<String, Object> of(
            String principal, Map<String, String> environment, Folders folders) {
        Settings settings = new Settings(environment);
        return Map.copyOf(new KafkaAccess(settings, folders).clientSettings(principal));
    }
}
