package steadfast.reconciler.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How patiently and how often the gateway is asked. */
@ConfigMapping(prefix = "steadfast.reconciler.poll")
public interface PollConfig {

    /** How long a payment may be open before the gateway is asked about it. */
    @WithDefault("PT10S")
    Duration after();

    /** The pause between two polls of one payment doubles up to this. */
    @WithDefault("PT5M")
    Duration atMost();

    /** How long a poll may take before another instance asks; longer than any call's timeout. */
    @WithDefault("PT30S")
    Duration lease();

    /** How often an instance looks for polls that are due. */
    @WithDefault("PT1S")
    Duration sweepEvery();

    /** How many polls one instance begins in a second at most. */
    @WithDefault("20")
    @Positive int pollsPerSecond();

    /** How many polls of one instance may wait for the gateway at once. */
    @WithDefault("100")
    @Positive int maxInFlight();
}
