package steadfast.payment.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** How much is in work at once. */
@ConfigMapping(prefix = "steadfast.payment")
public interface ExchangeConfig {
    /**
     * Records in work at once, most of them waiting for a gateway; more than one gateway's {@code
     * max-in-flight}, so that one that hangs leaves room for the others.
     */
    @WithDefault("200")
    @Positive int maxInFlight();
}
