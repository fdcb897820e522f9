package steadfast.reconciler.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;

/** The limits on database reads by operators. */
@ConfigMapping(prefix = "steadfast.reconciler.list")
public interface ListConfig {

    /** Lists and cases that are read from the database at once. */
    @WithDefault("3")
    @Positive int maxConcurrent();

    /** Requests that wait for their turn; more are refused at once. */
    @WithDefault("50")
    @PositiveOrZero int maxWaiting();

    /** How long a request waits for its turn before it is refused with Retry-After. */
    @WithDefault("2S")
    Duration maxWait();
}
