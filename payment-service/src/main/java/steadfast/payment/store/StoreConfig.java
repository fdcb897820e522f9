package steadfast.payment.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How payments use the database. */
@ConfigMapping(prefix = "steadfast.payment.store")
public interface StoreConfig {
    /**
     * Transactions at once; fewer than the connection pool has, so that handlers never wait inside
     * the pool until it gives up.
     */
    @WithDefault("12")
    @Positive int maxTransactions();

    /**
     * Callbacks of gateways in a transaction at once: however many are sent, the payments keep the
     * other connections.
     */
    @WithDefault("4")
    @Positive int maxCallbackTransactions();

    /** How long a callback waits for its turn before the gateway is asked to send it again. */
    @WithDefault("5s")
    Duration callbackPatience();

    /** Transactions at once in which the changes of many payments are written together. */
    @WithDefault("2")
    @Positive int maxSharedTransactions();

    /** The most changes in one of them. */
    @WithDefault("100")
    @Positive int maxTogether();
}
