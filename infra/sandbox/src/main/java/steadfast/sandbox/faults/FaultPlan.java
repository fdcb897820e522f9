package steadfast.sandbox.faults;

import java.time.Duration;

/** What becomes of a call: whether and when the books see it, and how it ends for its caller. */
public sealed interface FaultPlan {

    /**
     * The books never see it.
     *
     * @param before how long it is on its way before it ends
     */
    record Lost(Duration before, ResponseFault.Unanswered ending) implements FaultPlan {}

    /**
     * The books see it, whatever its caller hears of that.
     *
     * @param before how long it is on its way before the books see it
     * @param twist what is done otherwise than asked
     */
    record Booked(Duration before, ServerFault twist, ResponseFault ending) implements FaultPlan {}
}
