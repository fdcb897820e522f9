package steadfast.order.expire;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The settings of the sweep for expired orders. */
@ConfigMapping(prefix = "steadfast.order.expire")
public interface ExpireConfig {

    /** The pause between two sweeps, in whole seconds. */
    @WithDefault("PT1S")
    Duration interval();

    /** The most orders that one transaction expires. */
    @WithDefault("100")
    @Positive int batch();
}
