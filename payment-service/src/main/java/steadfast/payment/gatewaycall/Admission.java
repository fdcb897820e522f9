package steadfast.payment.gatewaycall;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.function.Supplier;

/**
 * Decides which exchanges may call the gateway: none while it asked us to wait or its circuit is
 * open, a few probes while the circuit is half open, otherwise as many as there are slots. Records
 * of the others are parked in the tier named after the gateway, and the same rule releases them.
 */
final class Admission {
    private final Supplier<CircuitBreakerState> circuit;
    private final Probes probes;
    private final RetryAfterGate retryAfterGate;
    private final Bulkhead bulkhead;

    Admission(
            Supplier<CircuitBreakerState> circuit,
            Probes probes,
            RetryAfterGate retryAfterGate,
            Bulkhead bulkhead) {
        this.circuit = circuit;
        this.probes = probes;
        this.retryAfterGate = retryAfterGate;
        this.bulkhead = bulkhead;
    }

    /** Returns whether an exchange that has a slot may begin with a call. */
    boolean admits(AttemptKind attemptKind) {
        return !retryAfterGate.active()
                && switch (circuit.get()) {
                    case CLOSED -> true;
                    case HALF_OPEN -> probes.tryAcquire(attemptKind);
                    case OPEN -> false;
                };
    }

    /**
     * Returns whether records that wait for the gateway's answer are parked now instead of climbing
     * the retry ladder.
     */
    boolean parks() {
        return retryAfterGate.active()
                || switch (circuit.get()) {
                    case CLOSED -> false;
                    case HALF_OPEN -> true;
                    case OPEN -> true;
                };
    }

    /** Returns whether the gateway asked us to wait. */
    boolean throttled() {
        return retryAfterGate.active();
    }

    Bulkhead slots() {
        return bulkhead;
    }

    /** Returns how many parked records may continue now. */
    int admit(int waiting) {
        if (retryAfterGate.active()) {
            return 0;
        }
        return switch (circuit.get()) {
            case CLOSED -> Math.min(waiting, bulkhead.startable());
            case HALF_OPEN -> probes.any() ? Math.min(1, bulkhead.free()) : 0;
            case OPEN -> 0;
        };
    }
}
