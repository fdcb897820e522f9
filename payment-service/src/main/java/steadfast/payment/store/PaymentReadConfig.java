package steadfast.payment.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/** The limits on database reads by operators. */
@ConfigMapping(prefix = "steadfast.payment.read")
public interface PaymentReadConfig {

    /** Reads of payments that run in the database at once. */
    @WithDefault("3")
    @Positive int maxConcurrent();

    /** Reads that wait for their turn; more are refused at once. */
    @WithDefault("50")
    @PositiveOrZero int maxWaiting();

    /** How long a read waits for its turn before it is refused with Retry-After. */
    @WithDefault("2S")
    Duration maxWait();
}
