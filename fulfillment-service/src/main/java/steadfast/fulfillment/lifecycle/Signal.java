package steadfast.fulfillment.lifecycle;

import java.time.Instant;
import steadfast.events.PaymentId;

/** What can happen to an {@link Issuing}. */
public sealed interface Signal {

    /** The order gives its permission, or confirms it ({@code OrderPaid}). */
    record Paid(Permission permission) implements Signal {}

    /**
     * So many cards could be locked without waiting for anybody: enough is enough, too few proves
     * nothing.
     */
    record CardsFound(int cards, Instant at) implements Signal {}

    /** So many cards are free, counted under the SKU's lock: too few is a shortage. */
    record CardsCounted(int cards, Instant at) implements Signal {}

    /** The order takes its permission back ({@code IssueWithdrawalRequested}). */
    record WithdrawalRequested(PaymentId paymentId) implements Signal {}

    /** Somebody misses our last event ({@code RepairRequested}). */
    record RepairRequested() implements Signal {}
}
