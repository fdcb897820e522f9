package steadfast.order.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/** The limits on database reads by buyers and operators. */
@ConfigMapping(prefix = "steadfast.order.read")
public interface OrderReadConfig {

    /** Reads of orders, counts and the catalogue that run in the database at once. */
    @WithDefault("3")
    @Positive int maxConcurrent();

    /** Reads that wait for their turn; more are refused at once. */
    @WithDefault("100")
    @PositiveOrZero int maxWaiting();

    /** How long a read waits for its turn before it is refused with Retry-After. */
    @WithDefault("2S")
    Duration maxWait();
}
