package steadfast.sandbox.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;
import steadfast.sandbox.protocol.Fault;
import steadfast.sandbox.protocol.Operation;

/** How often calls of each operation meet each fault. */
public sealed interface FaultRates permits Profile, ChosenFaults {

    /** How many of a hundred calls of the operation meet the fault; all faults together ≤ 100. */
    int percent(Fault fault, Operation operation);

    /** Whether an outage follows on the first charge. */
    boolean bringsOutage();

    /** What a call of the operation meets; empty if nothing. */
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
