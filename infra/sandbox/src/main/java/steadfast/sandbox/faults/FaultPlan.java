package steadfast.sandbox.faults;

import java.time.Duration;

/** The fate of a call: whether and when it reaches the ledger, and how it ends for its caller. */
public sealed interface FaultPlan {

    /**
     * It never reaches the ledger.
     *
     * @param before how long it takes until it ends
     */
    record Lost(Duration before, ResponseFault.Unanswered ending) implements FaultPlan {}

    /**
     * It reaches the ledger, whatever its caller learns.
     *
     * @param before how long it takes to reach the ledger
     * @param twist how processing differs from the request
     */
    record Booked(Duration before, ServerFault twist, ResponseFault ending) implements FaultPlan {}
}
