package steadfast.sandbox.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.PaymentKey;

/** The calls that have not reached the ledger yet. For one thread. */
public final class InFlight {

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

    /** Returns the number of these calls. */
    public int size() {
        return calls.size();
    }
}
