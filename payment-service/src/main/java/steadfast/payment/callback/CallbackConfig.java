package steadfast.payment.callback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The limits on callbacks, which anybody can send. */
@ConfigMapping(prefix = "steadfast.payment.callback")
public interface CallbackConfig {
    /** The longest body that is read, in bytes; a longer one is refused. */
    @WithDefault("65536")
    @Positive int maxBodyBytes();

    /** How long a caller may take to send a body. */
    @WithDefault("10s")
    Duration bodyTimeout();

    /**
     * Callbacks at once, from their last byte to the end of their response, and as many again whose
     * body is still arriving; more are refused.
     */
    @WithDefault("1000")
    @Positive int maxAtOnce();

    /**
     * Arriving bodies at once from one address (for IPv6, from one /64 network); more are refused,
     * so that one stranger cannot keep a gateway out. A proxy in front should send whole bodies.
     */
    @WithDefault("100")
    @Positive int maxUnreadPerAddress();
}
