package steadfast.reconciler.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The settings for review cases. */
@ConfigMapping(prefix = "steadfast.reconciler.review")
public interface ReviewConfig {

    /** How often an instance looks for orders past their time to live. */
    @WithDefault("PT1S")
    Duration sweepEvery();

    /** The most orders that one sweep of one instance takes. */
    @WithDefault("200")
    @Positive int ordersPerSweep();

    /**
     * How long a decision may take to show an effect: until a new event arrives, or for this time,
     * no other decision is accepted, because two at once could contradict each other.
     */
    @WithDefault("PT1M")
    Duration decisionTakes();
}
