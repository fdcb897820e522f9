package steadfast.local.launch;

import java.util.HashMap;
import java.util.Map;

/** How a client reaches the shop's Kafka, the user's own or this machine's. */
public final class KafkaConnection {

    private KafkaConnection() {}

    /**
     * Client settings from the environment; {@code bootstrap.servers} is always among them.
     *
     * @throws LaunchFailure if the environment contradicts itself
     */
    public static Map<String, Object> of(Map<String, String> environment) {
        Map<String, Object> client = new HashMap<>(OwnServers.clientSettings(environment));
        client.put("bootstrap.servers", new Settings(environment).bootstrapServers());
        return client;
    }
}
