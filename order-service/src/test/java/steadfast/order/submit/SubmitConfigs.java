package steadfast.order.submit;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings for new orders, mapped as in a service that is set up with these values. */
final class SubmitConfigs {

    private SubmitConfigs() {}

    /**
     * Returns the settings; those that are not given have their defaults.
     *
     * @param values by their names after {@code steadfast.order.submit.}
     */
    static SubmitConfig of(Map<String, String> values) {
        Map<String, String> whole = new HashMap<>();
        values.forEach((name, value) -> whole.put("steadfast.order.submit." + name, value));
        return new SmallRyeConfigBuilder()
                .withMapping(SubmitConfig.class)
                .withDefaultValues(whole)
                .build()
                .getConfigMapping(SubmitConfig.class);
    }
}
