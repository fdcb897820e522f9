package steadfast.bench;

import java.util.HashMap;
import java.util.Map;

/** Settings of the clients that measure. */
public final class BenchClients {

    private BenchClients() {}

    /** How the broker is reached, and what this client needs besides. */
    public static Map<String, Object> with(Map<String, String> broker, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.putAll(more);
        return settings;
    }
}
