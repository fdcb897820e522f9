package steadfast.payment.gatewaycall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import steadfast.gateway.GatewayAnswer;

class AdmissionTest {
    private static final Duration DELAY = Duration.ofSeconds(5);

    private CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final RetryAfterGate retryAfterGate = new RetryAfterGate(clock);
    private final Bulkhead bulkhead = new Bulkhead(4);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Admission admission =
            new Admission(
                    () -> state,
                    new Probes("bank", config(), clock, meters),
                    retryAfterGate,
                    bulkhead);

    @Test
    void whileClosedEverybodyGoesAndNothingIsParked() {
        assertThat(admission.admits(AttemptKind.RETRIED)).isTrue();
        assertThat(admission.admit(500)).isEqualTo(6);
        assertThat(admission.parks()).isFalse();
    }

    @Test
    void whileOpenNobodyGoes() {
        state = CircuitBreakerState.OPEN;

        assertThat(admission.admits(AttemptKind.FIRST)).isFalse();
        assertThat(admission.admit(500)).isZero();
        assertThat(admission.parks()).isTrue();
    }

    @Test
    void whileHalfOpenTheGateLetsOneGoAtATimeUntilTheProbesAreUsedUp() {
        state = CircuitBreakerState.HALF_OPEN;

        assertThat(admission.admit(500)).isEqualTo(1);
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();
        assertThat(admission.admit(500)).isEqualTo(1);
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();
        assertThat(admission.admit(500)).isZero();
        assertThat(admission.admits(AttemptKind.FIRST)).isFalse();
        assertThat(admission.parks()).isTrue();
    }

    @Test
    void probesThatCameToNothingAreReplacedAfterTheDelay() {
        state = CircuitBreakerState.HALF_OPEN;
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();

        now = now.plus(DELAY);

        assertThat(admission.admit(500)).isEqualTo(1);
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();
    }

    @Test
    void aProbeIsLeftForAFirstCallAndYetRetriedOnesAloneHealTheCircuit() {
        state = CircuitBreakerState.HALF_OPEN;

        assertThat(admission.admits(AttemptKind.RETRIED)).isTrue();
        assertThat(admission.admits(AttemptKind.RETRIED)).isFalse();
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();

        now = now.plus(DELAY);
        assertThat(admission.admits(AttemptKind.RETRIED)).isTrue();
    }

    @Test
    void whileTheGatewayAskedUsToWaitNobodyGoes() {
        retryAfterGate.apply(refused(Duration.ofSeconds(30)));
        retryAfterGate.apply(refused(Duration.ofSeconds(10)));

        assertThat(admission.admits(AttemptKind.FIRST)).isFalse();
        assertThat(admission.admit(500)).isZero();
        assertThat(admission.parks()).isTrue();

        now = now.plus(Duration.ofSeconds(30));
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();
        assertThat(admission.parks()).isFalse();
    }

    @Test
    void aRefusalThatDoesNotSayHowLongStopsNobody() {
        retryAfterGate.apply(refused(null));

        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();
    }

    @Test
    void theTierIsLeftByThoseWhoFindASlotNowOrSoon() {
        for (int taken = 0; taken < 3; taken++) {
            assertThat(bulkhead.tryAcquire()).isTrue();
        }

        assertThat(admission.admit(500)).isEqualTo(3);
        assertThat(admission.admit(2)).isEqualTo(2);
        assertThat(bulkhead.tryAcquire()).isTrue();
        assertThat(bulkhead.tryAcquire()).isFalse();
        assertThat(admission.admit(500)).isZero();

        bulkhead.release();
        assertThat(admission.admit(500)).isEqualTo(3);
    }

    @Test
    void probesAreCountedByTheirTurn() {
        state = CircuitBreakerState.HALF_OPEN;

        assertThat(admission.admits(AttemptKind.RETRIED)).isTrue();
        assertThat(admission.admits(AttemptKind.FIRST)).isTrue();

        assertThat(meters.counter("gateway.probes", "gateway", "bank", "turn", "first").count())
                .isEqualTo(1);
        assertThat(meters.counter("gateway.probes", "gateway", "bank", "turn", "retried").count())
                .isEqualTo(1);
    }

    private static GatewayAnswer refused(@Nullable Duration retryAfter) {
        return new GatewayAnswer.Refused(
                GatewayAnswer.Refused.Cause.RATE_LIMITED, "status 429", retryAfter);
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
