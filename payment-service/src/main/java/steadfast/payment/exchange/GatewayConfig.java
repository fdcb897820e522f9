package steadfast.payment.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;

/** The gateway that takes the money. */
@ConfigMapping(prefix = "steadfast.payment.gateway")
public interface GatewayConfig {
    /** Its name in metrics, findings and the topics of its parking tier. */
    @WithDefault("sandbox")
    @Pattern(regexp = "[a-z0-9-]+") String name();

    /** Scheme, host and port. */
    @WithDefault("http://127.0.0.1:8090")
    URI url();

    /** The credential; never logged. */
    @NotBlank String apiKey();

    /** How long opening a connection may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a charge may take; none starts later than this before its {@code payBy}. */
    @WithDefault("10s")
    Duration chargeTimeout();

    /** How long a query may take. */
    @WithDefault("5s")
    Duration queryTimeout();

    /** How long a cancel may take. */
    @WithDefault("5s")
    Duration cancelTimeout();

    /** How long a refund may take. */
    @WithDefault("10s")
    Duration refundTimeout();

    /** Records in work at once, most of them waiting for the gateway. */
    @WithDefault("200")
    @Positive int maxInFlight();
}
