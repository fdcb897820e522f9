package steadfast.reconciler.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The settings for polling the gateways. */
@ConfigMapping(prefix = "steadfast.reconciler.poll")
public interface PollConfig {

    /** How long a payment may be open before the gateway is queried. */
    @WithDefault("PT10S")
    Duration after();

    /** The pause between two polls of one payment doubles up to this. */
    @WithDefault("PT5M")
    Duration atMost();

    /**
     * How long a poll may take before another instance repeats it; longer than any call's timeout.
     */
    @WithDefault("PT30S")
    Duration lease();

    /** How often an instance looks for polls that are due. */
    @WithDefault("PT1S")
    Duration sweepEvery();

    /** The most polls that one instance begins per second. */
    @WithDefault("20")
    @Positive int pollsPerSecond();

    /** The most polls of one instance that wait for the gateway at once. */
    @WithDefault("100")
    @Positive int maxInFlight();
}
