package steadfast.fulfillment.lifecycle;

import java.time.Instant;
import steadfast.events.PaymentId;

/** What can happen to an {@link Issuing}. */
public sealed interface IssueSignal {

    /** The order gives its permission, or confirms it ({@code OrderPaid}). */
    record Paid(Permission permission) implements IssueSignal {}

    /**
     * The number of cards that could be locked without waiting: enough is enough, too few proves
     * nothing.
     */
    record CardsFound(int cards, Instant at) implements IssueSignal {}

    /** The number of free cards, counted under the SKU's lock: too few is a shortage. */
    record CardsCounted(int cards, Instant at) implements IssueSignal {}

    /** The order withdraws its permission ({@code IssueWithdrawalRequested}). */
    record WithdrawalRequested(PaymentId paymentId) implements IssueSignal {}

    /** Another service misses our last event ({@code RepairRequested}). */
    record RepairRequested() implements IssueSignal {}
}
