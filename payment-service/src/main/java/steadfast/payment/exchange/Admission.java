package steadfast.payment.exchange;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steadfast.messaging.ParkingGate;

/**
 * Who may go to the gateway by the state of its circuit: everybody while it is closed, nobody while
 * it is open, a few probes in between. Who may not is parked in the tier of the gateway's name, and
 * the same rule lets it out again.
 */
final class Admission implements ParkingGate {
    private final String gateway;
    private final Supplier<CircuitBreakerState> circuit;
    private final Probes probes;

    Admission(String gateway, Supplier<CircuitBreakerState> circuit, Probes probes) {
        this.gateway = gateway;
        this.circuit = circuit;
        this.probes = probes;
    }

    /** Whether an exchange may begin with a call. */
    boolean admits(Turn turn) {
        return switch (circuit.get()) {
            case CLOSED -> true;
            case HALF_OPEN -> probes.take(turn);
            case OPEN -> false;
        };
    }

    /** Where what the gateway owes an answer waits now; null for the ladder. */
    @Nullable String parkAt() {
        return switch (circuit.get()) {
            case CLOSED -> null;
            case HALF_OPEN -> gateway;
            case OPEN -> gateway;
        };
    }

    /** The tier in which what is not admitted waits. */
    String tier() {
        return gateway;
    }

    @Override
    public int admit(String tier, int waiting) {
        return switch (circuit.get()) {
            case CLOSED -> waiting;
            case HALF_OPEN -> probes.any() ? 1 : 0;
            case OPEN -> 0;
        };
    }
}
