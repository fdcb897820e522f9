package steadfast.demo.scenario;

import java.util.HashMap;
import java.util.Map;

/** The settings of a run. */
public record DemoSettings(int orders, long seed, Pace pace, Weather weather) {

    /** Returns the environment variables for every process. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(pace.environment());
        // The demo's buyers pay at the sandboxes, whatever else this shell has credentials for.
        environment.put("STEADFAST_ALLOW_PLAY_MONEY", "alone");
        environment.put("SANDBOX_WEATHER", weather.profile());
        environment.put("SANDBOX_SEED", "" + seed);
        environment.put("SANDBOX_PACE", "" + pace.divisor());
        return environment;
    }
}
