package steadfast.order.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoOrderOutlivesTheGatewaysKeysTest {

    private static final String TIME_TO_LIVE = "steadfast.order.time-to-live";
    private static final String KEYS_KEPT = "steadfast.order.gateway-keeps-keys";

    @Test
    void anOrderMayLiveAsLongAsTheKeys() {
        OrderConfig config = config(Map.of(TIME_TO_LIVE, "PT24H"));

        assertThat(new OrderLifecycleProducer().lifecycle(config)).isNotNull();
    }

    @Test
    void startUpRefusesAnOrderThatLivesLongerAndNamesBothSettings() {
        OrderConfig config = config(Map.of(TIME_TO_LIVE, "PT3H", KEYS_KEPT, "PT2H59M59S"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderLifecycleProducer().lifecycle(config))
                .withMessageContaining(TIME_TO_LIVE + "=PT3H")
                .withMessageContaining(KEYS_KEPT + "=PT2H59M59S");
    }

    private static OrderConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(OrderConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(OrderConfig.class);
    }
}
