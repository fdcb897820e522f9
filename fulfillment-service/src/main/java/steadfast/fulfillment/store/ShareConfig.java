package steadfast.fulfillment.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/**
 * The share of each kind of work in the database's connections. Together they leave at least
 * {@value #FOR_ISSUING} of the pool to the consumers, the recount, the outbox and the health check.
 */
@ConfigMapping(prefix = "steadfast.fulfillment.share")
public interface ShareConfig {

    /** Connections that no HTTP request takes. */
    int FOR_ISSUING = 5;

    /** Imports that use the database at once. */
    @WithDefault("2")
    @Positive int imports();

    /** Voids and moves that use the database at once. */
    @WithDefault("2")
    @Positive int changes();

    /** Operators' lists that use the database at once. */
    @WithDefault("2")
    @Positive int lists();

    /** Orders whose cards are shown at once. */
    @WithDefault("4")
    @Positive int reveals();

    /** Requests that wait for a share to be free; more are refused at once. */
    @WithDefault("50")
    @PositiveOrZero int maxWaiting();

    /** How long a request waits for a share before it is refused with Retry-After. */
    @WithDefault("2S")
    Duration maxWait();
}
