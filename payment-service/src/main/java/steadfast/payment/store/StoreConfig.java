package steadfast.payment.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The limits on payments' database use. */
@ConfigMapping(prefix = "steadfast.payment.store")
public interface StoreConfig {
    /**
     * Transactions at once; fewer than the connection pool has, so that handlers never wait in the
     * pool until it times out.
     */
    @WithDefault("12")
    @Positive int maxTransactions();

    /**
     * Callback transactions at once: however many callbacks come, the payments keep the other
     * connections.
     */
    @WithDefault("4")
    @Positive int maxCallbackTransactions();

    /** How long a callback waits for its turn before the gateway is asked to send it again. */
    @WithDefault("5s")
    Duration callbackPatience();

    /** Transactions at once that write the changes of many payments together. */
    @WithDefault("2")
    @Positive int maxSharedTransactions();

    /** The most changes in one of them. */
    @WithDefault("100")
    @Positive int maxTogether();
}
