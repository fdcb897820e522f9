package steadfast.payment.callback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** What the open door for gateways lets in. */
@ConfigMapping(prefix = "steadfast.payment.callback")
public interface CallbackConfig {
    /** The longest body that is read, in bytes; of a longer one nothing is kept. */
    @WithDefault("65536")
    @Positive int maxBodyBytes();

    /** How long a caller may take to send a body. */
    @WithDefault("10s")
    Duration bodyTimeout();

    /** Callbacks at once, from their first byte to the end of their answer; more are sent away. */
    @WithDefault("1000")
    @Positive int maxAtOnce();
}
