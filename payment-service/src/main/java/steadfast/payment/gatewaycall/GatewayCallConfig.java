package steadfast.payment.gatewaycall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** The limit on concurrent work. */
@ConfigMapping(prefix = "steadfast.payment")
public interface GatewayCallConfig {
    /**
     * Records processed at once, most of them waiting for a gateway; more than one gateway's {@code
     * max-in-flight}, so that a hanging gateway leaves room for the others.
     */
    @WithDefault("200")
    @Positive int maxInFlight();
}
