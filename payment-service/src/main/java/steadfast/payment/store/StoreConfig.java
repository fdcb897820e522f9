package steadfast.payment.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** How payments use the database. */
@ConfigMapping(prefix = "steadfast.payment.store")
public interface StoreConfig {
    /**
     * Transactions at once; fewer than the connection pool has, so that handlers never wait inside
     * the pool until it gives up.
     */
    @WithDefault("12")
    @Positive int maxTransactions();

    /** Transactions at once in which the changes of many payments are written together. */
    @WithDefault("2")
    @Positive int maxSharedTransactions();

    /** The most changes in one of them. */
    @WithDefault("100")
    @Positive int maxTogether();
}
