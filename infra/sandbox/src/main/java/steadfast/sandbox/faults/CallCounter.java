package steadfast.sandbox.faults;

import java.util.HashMap;
import java.util.Map;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;

/** Counts the calls of each operation on each payment since the start. For one thread. */
final class CallCounter {

    private final Map<Counted, Integer> counts = new HashMap<>();

    private record Counted(PaymentKey paymentId, Operation operation) {}

    /** Counts this call and returns its number; the first one is 1. */
    int count(PaymentKey paymentId, Operation operation) {
        return counts.merge(new Counted(paymentId, operation), 1, Integer::sum);
    }
}
