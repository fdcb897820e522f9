package steadfast.payment.settle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How passed deadlines are found. */
@ConfigMapping(prefix = "steadfast.payment.settle")
public interface SettleConfig {
    /** The pause between two looks for payments that were never sent and no longer may be. */
    @WithDefault("1s")
    Duration sweepPause();

    /** The most payments that one look closes. */
    @WithDefault("500")
    @Positive int sweepBatch();
}
