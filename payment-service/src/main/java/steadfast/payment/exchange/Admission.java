package steadfast.payment.exchange;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.function.Supplier;

/**
 * Who may go to the gateway: nobody while it asked us to wait, nobody while its circuit is open, a
 * few probes while it is half open, else as many as there are slots. Who may not is parked in the
 * tier of the gateway's name, and the same rule lets it out again.
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

    /** Whether an exchange that has its slot may begin with a call. */
    boolean admits(AttemptKind attemptKind) {
        return !retryAfterGate.active()
                && switch (circuit.get()) {
                    case CLOSED -> true;
                    case HALF_OPEN -> probes.take(attemptKind);
                    case OPEN -> false;
                };
    }

    /** Whether what the gateway owes an answer is parked now, and does not climb the ladder. */
    boolean parks() {
        return retryAfterGate.active()
                || switch (circuit.get()) {
                    case CLOSED -> false;
                    case HALF_OPEN -> true;
                    case OPEN -> true;
                };
    }

    /** Whether the gateway asked us to wait. */
    boolean throttled() {
        return retryAfterGate.active();
    }

    Bulkhead slots() {
        return bulkhead;
    }

    /** How many of those that wait may go on now. */
    int admit(int waiting) {
        if (retryAfterGate.active()) {
            return 0;
        }
        return switch (circuit.get()) {
            case CLOSED -> Math.min(waiting, bulkhead.soon());
            case HALF_OPEN -> probes.any() ? Math.min(1, bulkhead.free()) : 0;
            case OPEN -> 0;
        };
    }
}
