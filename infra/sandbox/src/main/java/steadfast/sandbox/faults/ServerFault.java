package steadfast.sandbox.faults;

import java.time.Duration;
import steadfast.sandbox.protocol.Settlement;

/** What the books do otherwise than asked. It only meets what is not decided yet. */
public sealed interface ServerFault {

    /** Nothing. */
    record None() implements ServerFault {}

    /** A charge is declined. */
    record Declined(String reason) implements ServerFault {}

    /** A charge is taken in, and settled only later. */
    record Pending(Duration settlesAfter, Settlement settlement) implements ServerFault {}

    /**
     * For a charge: queries don't see its capture for so long. For a query: it does not see a
     * capture that is younger.
     */
    record Lag(Duration length) implements ServerFault {}

    /** A query sees no payment at all. */
    record Unseen() implements ServerFault {}

    /** A cancel is overtaken by the charge that it was to stop. */
    record Overtaken() implements ServerFault {}
}
