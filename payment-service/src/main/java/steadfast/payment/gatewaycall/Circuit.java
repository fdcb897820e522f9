package steadfast.payment.gatewaycall;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import steadfast.gateway.GatewayAnswer;

/**
 * The circuit breaker of one gateway: after too many answers that only a sick gateway gives it
 * opens, and no call is made; after a while it is half open for a few calls, whose success closes
 * it. Shown as the gauge {@code gateway.circuit}: 0 closed, 1 half open, 2 open.
 *
 * <p>A sick gateway often lets calls hang, and a hanging probe must not block the next one until
 * its call's own timeout is over. So a probe without an early answer counts as failed; its caller
 * still waits for the answer, and a healthy answer that arrives later also closes the circuit.
 */
final class Circuit {
    private static final Logger LOG = Logger.getLogger(Circuit.class);

    private final String gateway;
    private final String breaker;
    private final Guard guard;
    private final long patienceMillis;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    Circuit(String gateway, CircuitConfig config, MeterRegistry meters) {
        this.gateway = gateway;
        // Unique in the process, as SmallRye requires.
        this.breaker = gateway + "-" + UUID.randomUUID();
        this.patienceMillis = config.probePatience().toMillis();
        this.guard =
                Guard.create()
                        .withDescription(gateway)
                        .withCircuitBreaker()
                        .name(breaker)
                        .failOn(List.of(SickException.class, TimedProbe.NoAnswerYetException.class))
                        .requestVolumeThreshold(config.window())
                        .failureRatio(config.failureRatio())
                        .delay(config.delay().toMillis(), ChronoUnit.MILLIS)
                        .successThreshold(config.probes())
                        .onStateChange(this::changed)
                        .done()
                        .build();
        Gauge.builder("gateway.circuit", this, Circuit::level)
                .description("State of the gateway's circuit: 0 closed, 1 half open, 2 open")
                .tag("gateway", gateway)
                .register(meters);
    }

    /** Carries an answer past the breaker, which counts exceptions only. */
    private static final class SickException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient GatewayAnswer answer;

        SickException(GatewayAnswer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    CircuitBreakerState state() {
        return state;
    }

    /** Returns the call's answer; {@code refusal} if the circuit does not admit the call. */
    <A extends GatewayAnswer> A call(Class<A> type, Supplier<A> call, A refusal) {
        return switch (state) {
            case CLOSED -> guarded(type, call, refusal);
            case OPEN -> guarded(type, call, refusal);
            case HALF_OPEN -> {
                TimedProbe<A> probe = new TimedProbe<>(call);
                try {
                    yield guarded(type, () -> probe.soon(patienceMillis), refusal);
                } catch (TimedProbe.NoAnswerYetException e) {
                    yield late(probe.answer());
                }
            }
        };
    }

    private <A extends GatewayAnswer> A late(A answer) {
        if (!sick(answer)) {
            CircuitBreakerMaintenance.get().reset(breaker);
            changed(CircuitBreakerState.CLOSED);
        }
        return answer;
    }

    private <A extends GatewayAnswer> A guarded(Class<A> type, Supplier<A> call, A refusal) {
        try {
            return guard.get(() -> healthyOrThrown(call.get()), type);
        } catch (SickException e) {
            return type.cast(e.answer);
        } catch (CircuitBreakerOpenException e) {
            return refusal;
        }
    }

    private static <A extends GatewayAnswer> A healthyOrThrown(A answer) {
        if (sick(answer)) {
            throw new SickException(answer);
        }
        return answer;
    }

    /** A refused connection also counts as sickness; our own mistakes do not. */
    static boolean sick(GatewayAnswer answer) {
        return switch (answer) {
            case GatewayAnswer.Unknown a -> sick(a.cause());
            case GatewayAnswer.Refused a -> sick(a.cause());
            case GatewayAnswer.Captured a -> false;
            case GatewayAnswer.Declined a -> false;
            case GatewayAnswer.ActionRequired a -> false;
            case GatewayAnswer.Cancelled a -> false;
            case GatewayAnswer.Refunded a -> false;
            case GatewayAnswer.PartlyRefunded a -> false;
            case GatewayAnswer.Disputed a -> false;
            case GatewayAnswer.RefundRefused a -> false;
            case GatewayAnswer.NotFound a -> false;
            case GatewayAnswer.Misconfigured a -> false;
        };
    }

    private static boolean sick(GatewayAnswer.Unknown.Cause cause) {
        return switch (cause) {
            case TIMEOUT, CONNECTION_LOST, SERVER_ERROR, BUSY, NONSENSE -> true;
            case PENDING, OTHER_STATE, INTERRUPTED -> false;
        };
    }

    private static boolean sick(GatewayAnswer.Refused.Cause cause) {
        return switch (cause) {
            case NOT_CONNECTED -> true;
            case RATE_LIMITED, CIRCUIT_OPEN -> false;
        };
    }

    private void changed(CircuitBreakerState next) {
        if (state == next) {
            return;
        }
        state = next;
        LOG.warnf("gateway circuit changed: gateway=%s state=%s", gateway, next);
    }

    private int level() {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
