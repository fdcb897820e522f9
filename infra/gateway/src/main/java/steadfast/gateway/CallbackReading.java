package steadfast.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/** A callback, as read. */
public sealed interface CallbackReading {

    /**
     * A claim of the gateway, to be confirmed by a query.
     *
     * @param amount what was captured or refunded, says it; null where the claim has none
     * @param eventId the gateway's own, the same when it says it again
     * @param signedAt when it was said
     */
    record Genuine(
            PaymentId paymentId,
            Claim claim,
            @Nullable Money amount,
            String eventId,
            Instant signedAt)
            implements CallbackReading {}

    /**
     * A claim of the gateway about a payment that it names by its own reference only (see {@link
     * GatewayReferences}); to be confirmed by a query.
     *
     * @param reference the gateway's own of the payment
     * @param amount what was refunded or disputed, says it; null where the claim has none
     * @param eventId the gateway's own, the same when it says it again
     * @param signedAt when it was said
     */
    record OfReference(
            String reference, Claim claim, @Nullable Money amount, String eventId, Instant signedAt)
            implements CallbackReading {

        /** Returns the claim about the payment that has the reference. */
        public Genuine of(PaymentId paymentId) {
            return new Genuine(paymentId, claim, amount, eventId, signedAt);
        }
    }

    /** Correctly signed, but nothing that we act on: acknowledged. */
    record Irrelevant(String what) implements CallbackReading {}

    /**
     * A callback that is not proven to be the gateway's.
     *
     * @param detail for people; nothing secret
     */
    record Rejected(Reason reason, String detail) implements CallbackReading {}

    /** The kinds of claims about a payment. */
    enum Claim {
        CAPTURED,
        DECLINED,
        ACTION_REQUIRED,
        CANCELLED,
        REFUNDED,
        /** A part of the money was refunded. */
        PARTLY_REFUNDED,
        /** The buyer's bank disputes the payment. */
        DISPUTED,
        /** A refund succeeded and failed later. */
        REFUND_FAILED
    }

    /** The reason why a callback is rejected. */
    enum Reason {
        UNSIGNED,
        WRONG_SIGNATURE,
        UNSUPPORTED_ALGORITHM,
        STALE,
        FROM_THE_FUTURE,
        MALFORMED,
        DUPLICATE_PARAMETER,
        OTHER_MERCHANT
    }
}
