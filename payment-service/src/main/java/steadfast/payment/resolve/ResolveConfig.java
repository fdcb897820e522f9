package steadfast.payment.resolve;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The settings of the sweep for passed deadlines. */
@ConfigMapping(prefix = "steadfast.payment.settle")
public interface ResolveConfig {
    /** The pause between two sweeps for payments that were never sent and no longer may be. */
    @WithDefault("1s")
    Duration sweepPause();

    /** The most payments that one sweep closes. */
    @WithDefault("500")
    @Positive int sweepBatch();
}
