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

    /**
     * Callbacks at once, from their last byte to the end of their answer, and as many whose body is
     * still on its way; more are sent away.
     */
    @WithDefault("1000")
    @Positive int maxAtOnce();

    /**
     * Bodies on their way at once from one address (of IPv6, from one network of 64 bits); more are
     * sent away, so that one stranger keeps no gateway out. A proxy in front should send whole
     * bodies.
     */
    @WithDefault("100")
    @Positive int maxUnreadPerAddress();
}
