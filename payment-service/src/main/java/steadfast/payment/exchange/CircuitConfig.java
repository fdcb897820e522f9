package steadfast.payment.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** When the gateway counts as sick, and how it is tried again. */
@ConfigMapping(prefix = "steadfast.payment.circuit")
public interface CircuitConfig {
    /** The last calls that are looked at; before there are as many the circuit stays closed. */
    @WithDefault("100")
    @Positive int window();

    /** The share of them that must have failed for the circuit to open. */
    @WithDefault("0.8")
    @DecimalMin("0.01") @DecimalMax("1") double failureRatio();

    /** How long no call is made before the gateway is tried again. */
    @WithDefault("PT0.5S")
    Duration delay();

    /**
     * How long a call of a half open circuit may take before it counts as failed; who made it still
     * waits for its answer, and a healthy one closes the circuit however late it comes.
     */
    @WithDefault("PT0.5S")
    Duration probePatience();

    /**
     * Calls that must succeed one after the other, and no more are made, before it closes. One is
     * enough: where every second call fails, several in a row would keep a gateway shut that works.
     */
    @WithDefault("1")
    @Positive int probes();

    /** How many retried calls may go to one first call while the circuit isn't closed. */
    @WithDefault("0.1")
    @DecimalMin("0") @DecimalMax("1") double retryBudget();
}
