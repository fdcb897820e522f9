package steadfast.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody heard of a payment outside the charge itself, on {@link Topic#PAYMENT_FINDINGS}. A
 * hint with a source: only a queried {@link Verdict#CAPTURED} moves a payment by itself; any other
 * makes payment-service ask the gateway.
 *
 * @param gateway the gateway's configured name
 * @param amount what was captured or refunded; null where the verdict has no amount
 * @param detail the gateway's own words, for people; null if it said none
 * @param observedAt when it was heard
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

    /** By which way it was heard. */
    public enum Source {
        /** We asked the gateway and it answered. */
        QUERY,
        /** Somebody called us and claimed it, with a good signature. */
        CALLBACK
    }

    /** What was said. */
    public enum Verdict {
        CAPTURED,
        DECLINED,
        ACTION_REQUIRED,
        CANCELLED,
        REFUNDED,
        /** A part of the money went back; the rest is still there. */
        PARTLY_REFUNDED,
        /** The buyer's bank takes the money back, or asks for it. */
        DISPUTED,
        /** A refund that had succeeded failed later: the gateway has the money again. */
        REFUND_FAILED,
        /** The gateway knows no such payment: this proves nothing. */
        NOT_FOUND,
        UNKNOWN
    }

    @Override
    public String key() {
        return paymentId.orderId().toString();
    }
}
