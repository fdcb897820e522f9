package steadfast.sandbox;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** The calls that have not reached the ledger yet. For one thread. */
final class InFlight {

    // By identity: the same charge sent twice is two calls.
    private final Set<Call> calls = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(Call call) {
        calls.add(call);
    }

    void remove(Call call) {
        calls.remove(call);
    }

    /** Returns a charge of this payment that is in flight. */
    Optional<Call.Charge> charge(PaymentKey paymentId) {
        return calls.stream()
                .filter(Call.Charge.class::isInstance)
                .map(Call.Charge.class::cast)
                .filter(charge -> charge.paymentId().equals(paymentId))
                .findFirst();
    }

    int size() {
        return calls.size();
    }
}
