package steadfast.reconciler.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;

/** The gateway that is asked; the same one that payment-service charges at. */
@ConfigMapping(prefix = "steadfast.reconciler.gateway")
public interface GatewayConfig {

    /** Its name in metrics and findings. */
    @WithDefault("sandbox")
    @NotBlank String name();

    /** Scheme, host and port. */
    @WithDefault("http://127.0.0.1:8090")
    URI url();

    /** The credential; never logged. */
    @NotBlank String apiKey();

    /** How long opening a connection may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a query may take. */
    @WithDefault("5s")
    Duration queryTimeout();

    /** How long a cancel may take. */
    @WithDefault("5s")
    Duration cancelTimeout();
}
