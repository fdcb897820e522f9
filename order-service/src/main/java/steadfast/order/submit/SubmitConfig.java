package steadfast.order.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The settings for new orders. */
@ConfigMapping(prefix = "steadfast.order.submit")
public interface SubmitConfig {

    /** Requests that use the database at once; fewer than it has connections. */
    @WithDefault("12")
    @Positive int maxConcurrent();

    /** How long a request waits for its turn before it is refused with Retry-After. */
    @WithDefault("PT10S")
    Duration maxWait();

    /**
     * How long a request that finds too little stock checks again, since the level of just imported
     * codes may not have arrived; only a few requests do so at a time.
     */
    @WithDefault("PT1S")
    Duration waitForStock();

    /** How long a first response is kept. */
    @WithDefault("P30D")
    Duration keepKeys();

    /**
     * How long a repeated request is answered with the order's view token; later with the order
     * alone. At most as long as the response is kept.
     */
    @WithDefault("P1D")
    Duration showTokenFor();

    /** The pause between two cleanups of older keys. */
    @WithDefault("PT10M")
    Duration forgetKeysEvery();
}
