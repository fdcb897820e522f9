package steadfast.payment.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.GatewayFinding.Verdict;
import steadfast.events.Money;

/** A call to the gateway about a payment. */
public sealed interface GatewayCall {
    /** Charge; {@code attempt} is our own count, the gateway knows the payment by its ID only. */
    record Charge(int attempt) implements GatewayCall {}

    /** Query the payment's state. */
    record Query() implements GatewayCall {}

    /**
     * Check by a query whether the gateway still has the money, or whether the claim is true.
     *
     * @param claimed the claim, accepted only if the gateway confirms it; {@code CAPTURED} if no
     *     change is claimed
     * @param amount the claim's amount; null for none
     * @param askedAt when the check was requested
     */
    record Confirm(Verdict claimed, @Nullable Money amount, Instant askedAt)
            implements GatewayCall {}

    /** Cancel: the payment may never be captured. */
    record Cancel() implements GatewayCall {}

    /**
     * Check by a query whether the gateway captured another amount than agreed, which is to be
     * refunded.
     */
    record AskForOtherAmount() implements GatewayCall {}

    /** Refund what it captured instead of the agreed amount. */
    record RefundOtherAmount(Money amount) implements GatewayCall {}

    /** Refund the whole amount. */
    record Refund(int refundNumber, String reason) implements GatewayCall {}
}
