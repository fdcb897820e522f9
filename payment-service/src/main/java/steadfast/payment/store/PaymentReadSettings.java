package steadfast.payment.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What operators who only look may take of the database. */
@ConfigMapping(prefix = "steadfast.payment.read")
public interface PaymentReadSettings {

    /** Looks at payments that are at the database at once. */
    @WithDefault("3")
    int maxConcurrent();

    /** Looks that wait for their turn; more are refused at once. */
    @WithDefault("50")
    int maxWaiting();

    /** How long a look waits for its turn before it is asked to come back. */
    @WithDefault("2S")
    Duration maxWait();
}
