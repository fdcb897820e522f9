package steadfast.payment.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Duration DELAY = Duration.ofSeconds(5);

    private CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource time = () -> now;
    private final Admission admission =
            new Admission("bank", () -> state, new Probes(config(), time.withZone(ZoneOffset.UTC)));

    @Test
    void whileClosedEverybodyGoesAndNothingIsParked() {
        assertThat(admission.admits(Turn.RETRIED)).isTrue();
        assertThat(admission.admit("bank", 500)).isEqualTo(500);
        assertThat(admission.parkAt()).isNull();
    }

    @Test
    void whileOpenNobodyGoes() {
        state = CircuitBreakerState.OPEN;

        assertThat(admission.admits(Turn.FIRST)).isFalse();
        assertThat(admission.admit("bank", 500)).isZero();
        assertThat(admission.parkAt()).isEqualTo("bank");
    }

    @Test
    void whileHalfOpenTheGateLetsOneGoAtATimeUntilTheProbesAreUsedUp() {
        state = CircuitBreakerState.HALF_OPEN;

        assertThat(admission.admit("bank", 500)).isEqualTo(1);
        assertThat(admission.admits(Turn.FIRST)).isTrue();
        assertThat(admission.admit("bank", 500)).isEqualTo(1);
        assertThat(admission.admits(Turn.FIRST)).isTrue();
        assertThat(admission.admit("bank", 500)).isZero();
        assertThat(admission.admits(Turn.FIRST)).isFalse();
        assertThat(admission.parkAt()).isEqualTo("bank");
    }

    @Test
    void probesThatCameToNothingAreReplacedAfterTheDelay() {
        state = CircuitBreakerState.HALF_OPEN;
        assertThat(admission.admits(Turn.FIRST)).isTrue();
        assertThat(admission.admits(Turn.FIRST)).isTrue();

        now = now.plus(DELAY);

        assertThat(admission.admit("bank", 500)).isEqualTo(1);
        assertThat(admission.admits(Turn.FIRST)).isTrue();
    }

    @Test
    void aProbeIsLeftForAFirstCallAndYetRetriedOnesAloneHealTheCircuit() {
        state = CircuitBreakerState.HALF_OPEN;

        assertThat(admission.admits(Turn.RETRIED)).isTrue();
        assertThat(admission.admits(Turn.RETRIED)).isFalse();
        assertThat(admission.admits(Turn.FIRST)).isTrue();

        now = now.plus(DELAY);
        assertThat(admission.admits(Turn.RETRIED)).isTrue();
    }

    private static CircuitConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(CircuitConfig.class)
                .withDefaultValue("steadfast.payment.circuit.delay", DELAY.toString())
                .withDefaultValue("steadfast.payment.circuit.probes", "2")
                .build()
                .getConfigMapping(CircuitConfig.class);
    }
}
