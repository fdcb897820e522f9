package steadfast.reconciler.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How orders come before a person. */
@ConfigMapping(prefix = "steadfast.reconciler.review")
public interface ReviewConfig {

    /** How often an instance looks for orders past their time to live. */
    @WithDefault("PT1S")
    Duration sweepEvery();

    /** How many orders one look of one instance takes at most. */
    @WithDefault("200")
    @Positive int ordersPerSweep();

    /**
     * How long a decision may take to show: until something new is heard, or so long, no other one
     * is taken, because two that cross could contradict each other.
     */
    @WithDefault("PT1M")
    Duration decisionTakes();
}
