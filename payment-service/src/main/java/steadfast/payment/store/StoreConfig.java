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
}
