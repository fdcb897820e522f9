package steadfast.payment.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;

/** What may be asked of the gateway about a payment. */
public sealed interface GatewayCall {
    /** Take the money; {@code attempt} is ours, the gateway knows the payment by its ID alone. */
    record Charge(int attempt) implements GatewayCall {}

    /** What became of it? */
    record Query() implements GatewayCall {}

    /**
     * Does it still have the money, or is what was claimed true? Asked by a query.
     *
     * @param claimed what somebody says, to be believed only if the gateway says so; {@code
     *     CAPTURED} if nobody says that anything changed
     * @param amount what the claim names; null for none
     * @param askedAt when somebody wanted to know
     */
    record Confirm(Verdict claimed, @Nullable Money amount, Instant askedAt)
            implements GatewayCall {}

    /** May it never be captured. */
    record Cancel() implements GatewayCall {}

    /** Did it capture another amount than was agreed, which is to go back? Asked by a query. */
    record AskForOtherAmount() implements GatewayCall {}

    /** Give back what it captured instead of the amount that was agreed. */
    record RefundOtherAmount(Money amount) implements GatewayCall {}

    /** Give the whole of it back. */
    record Refund(int refundNumber, String reason) implements GatewayCall {}
}
