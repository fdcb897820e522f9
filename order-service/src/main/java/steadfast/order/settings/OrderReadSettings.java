package steadfast.order.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What buyers and operators who only look may take of the database. */
@ConfigMapping(prefix = "steadfast.order.read")
public interface OrderReadSettings {

    /** Looks at orders, counts and the catalogue that are at the database at once. */
    @WithDefault("3")
    int maxConcurrent();

    /** Looks that wait for their turn; more are refused at once. */
    @WithDefault("100")
    int maxWaiting();

    /** How long a look waits for its turn before it is asked to come back. */
    @WithDefault("2S")
    Duration maxWait();
}
