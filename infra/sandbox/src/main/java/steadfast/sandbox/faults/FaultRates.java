package steadfast.sandbox.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;

/** The rates of each fault per operation. */
public sealed interface FaultRates permits Profile, ChosenFaults {

    /**
     * Returns how many of a hundred calls of the operation meet the fault; all faults together ≤
     * 100.
     */
    int percent(Fault fault, Operation operation);

    /** Returns whether an outage follows the first charge. */
    boolean bringsOutage();

    /** Draws a fault for a call of the operation; empty for none. */
    default Optional<Fault> draw(Operation operation, RandomGenerator random) {
        int point = random.nextInt(100);
        for (Fault fault : Fault.values()) {
            point -= percent(fault, operation);
            if (point < 0) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
