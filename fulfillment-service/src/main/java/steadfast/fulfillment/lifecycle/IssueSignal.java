package steadfast.fulfillment.lifecycle;

import java.time.Instant;
import steadfast.events.PaymentId;

/** What can happen to an {@link Issuing}. */
public sealed interface IssueSignal {

    /** The order gives its permission, or confirms it ({@code OrderPaid}). */
    record Paid(Permission permission) implements IssueSignal {}

    /**
     * So many cards could be locked without waiting for anybody: enough is enough, too few proves
     * nothing.
     */
    record CardsFound(int cards, Instant at) implements IssueSignal {}

    /** So many cards are free, counted under the SKU's lock: too few is a shortage. */
    record CardsCounted(int cards, Instant at) implements IssueSignal {}

    /** The order takes its permission back ({@code IssueWithdrawalRequested}). */
    record WithdrawalRequested(PaymentId paymentId) implements IssueSignal {}

    /** Somebody misses our last event ({@code RepairRequested}). */
    record RepairRequested() implements IssueSignal {}
}
