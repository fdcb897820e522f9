package steadfast.sandbox.faults;

import java.time.Duration;
import steadfast.sandbox.protocol.Settlement;

/** A deviation of the ledger from the request. It only affects undecided payments. */
public sealed interface ServerFault {

    /** Nothing. */
    record None() implements ServerFault {}

    /** A charge is declined. */
    record Declined(String reason) implements ServerFault {}

    /** A charge is accepted, and settled only later. */
    record Pending(Duration settlesAfter, Settlement settlement) implements ServerFault {}

    /**
     * For a charge: queries don't see its capture for this long. For a query: it does not see a
     * younger capture.
     */
    record Lag(Duration length) implements ServerFault {}

    /** A query sees no payment at all. */
    record Unseen() implements ServerFault {}

    /** A cancel is overtaken by the charge that it should stop. */
    record Overtaken() implements ServerFault {}
}
