package steadfast.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Information about a payment from outside the charge itself, on {@link Topic#PAYMENT_FINDINGS}. A
 * hint with a source: only a queried {@link Verdict#CAPTURED} changes a payment by itself; any
 * other makes payment-service ask the gateway.
 *
 * @param gateway the gateway's configured name
 * @param amount what was captured or refunded; null if the verdict has no amount
 * @param detail the gateway's own message, for people; null if it gave none
 * @param observedAt when it was observed
 */
public record GatewayFinding(
        PaymentId paymentId,
        String gateway,
        Source source,
        Verdict verdict,
        @Nullable Money amount,
        @Nullable String detail,
        Instant observedAt)
        implements Event {

    /** The source of a finding. */
    public enum Source {
        /** The gateway answered our query. */
        QUERY,
        /** A callback with a valid signature claimed it. */
        CALLBACK
    }

    /** The content of a finding. */
    public enum Verdict {
        CAPTURED,
        DECLINED,
        ACTION_REQUIRED,
        CANCELLED,
        REFUNDED,
        /** A part of the money was refunded; the rest is still there. */
        PARTLY_REFUNDED,
        /** The buyer's bank disputes the payment. */
        DISPUTED,
        /** A refund succeeded and failed later: the gateway has the money again. */
        REFUND_FAILED,
        /** The gateway does not know the payment: this proves nothing. */
        NOT_FOUND,
        UNKNOWN
    }

    @Override
    public String key() {
        return paymentId.orderId().toString();
    }
}
