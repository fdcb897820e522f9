package steadfast.order.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How orders are taken. */
@ConfigMapping(prefix = "steadfast.order.submit")
public interface SubmitSettings {

    /** Requests that are at the database at once; fewer than it has connections. */
    @WithDefault("12")
    int maxConcurrent();

    /** How long a request waits for its turn before it is asked to come back. */
    @WithDefault("PT10S")
    Duration maxWait();

    /**
     * How long a request that finds too little stock looks again, since codes that were just
     * imported may be on their way; only a few requests do so at a time.
     */
    @WithDefault("PT1S")
    Duration waitForStock();

    /** How long a first answer is kept. */
    @WithDefault("P30D")
    Duration keepKeys();

    /**
     * How long a repeated request is answered with the order's view token; later with the order
     * alone. At most as long as the answer is kept.
     */
    @WithDefault("P1D")
    Duration showTokenFor();

    /** Between two looks for keys that are older. */
    @WithDefault("PT10M")
    Duration forgetKeysEvery();
}
