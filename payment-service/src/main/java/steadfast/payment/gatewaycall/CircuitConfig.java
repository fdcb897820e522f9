package steadfast.payment.gatewaycall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** The rules for when the gateway counts as sick, and how it is tried again. */
@ConfigMapping(prefix = "steadfast.payment.circuit")
public interface CircuitConfig {
    /** The number of last calls that are considered; with fewer calls the circuit stays closed. */
    @WithDefault("100")
    @Positive int window();

    /** The share of them that must fail for the circuit to open. */
    @WithDefault("0.8")
    @DecimalMin("0.01") @DecimalMax("1") double failureRatio();

    /** How long the circuit stays open before the gateway is tried again. */
    @WithDefault("PT0.5S")
    Duration delay();

    /**
     * How long a call of a half-open circuit may take before it counts as failed; its caller still
     * waits for the answer, and a healthy one closes the circuit however late it comes.
     */
    @WithDefault("PT0.5S")
    Duration probePatience();

    /**
     * Calls that must succeed one after the other before it closes; no others are made. One is
     * enough: if every second call fails, requiring several in a row would keep a working gateway
     * shut.
     */
    @WithDefault("1")
    @Positive int probes();

    /** How many retried calls are allowed per first call while the circuit isn't closed. */
    @WithDefault("0.1")
    @DecimalMin("0") @DecimalMax("1") double retryBudget();
}
