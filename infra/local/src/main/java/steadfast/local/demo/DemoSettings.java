package steadfast.local.demo;

import java.util.HashMap;
import java.util.Map;

/** What a run was asked for. */
record DemoSettings(int orders, long seed, Pace pace, Weather weather) {

    private static final String PAYMENT_METHODS =
            String.join(",", "card", "qr", "card-declined", "card-expired", Wish.NIGHT_METHOD);

    /** What every process is told of it. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(pace.environment());
        environment.put("SANDBOX_WEATHER", weather.profile());
        environment.put("SANDBOX_SEED", "" + seed);
        environment.put("SANDBOX_PACE", "" + pace.divisor());
        environment.put("STEADFAST_ORDER_PAYMENT_METHODS", PAYMENT_METHODS);
        return environment;
    }
}
