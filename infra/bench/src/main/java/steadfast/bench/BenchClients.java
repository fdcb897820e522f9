package steadfast.bench;

import java.util.HashMap;
import java.util.Map;

/** Settings of the clients that measure. */
public final class BenchClients {

    private BenchClients() {}

    /** Returns the settings that reach the broker together with those of this client. */
    public static Map<String, Object> with(Map<String, String> broker, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.putAll(more);
        return settings;
    }
}
