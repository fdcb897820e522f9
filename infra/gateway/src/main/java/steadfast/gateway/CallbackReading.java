package steadfast.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;

/** What a callback turned out to be. */
public sealed interface CallbackReading {

    /**
     * The gateway said this; to be confirmed by a query.
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
     * The gateway said this of a payment that it names by its own reference only (see {@link
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

        /** The same of the payment that has the reference. */
        public Genuine of(PaymentId paymentId) {
            return new Genuine(paymentId, claim, amount, eventId, signedAt);
        }
    }

    /** Well signed, but nothing that we act on: acknowledged. */
    record Irrelevant(String what) implements CallbackReading {}

    /**
     * Not the gateway's word to us.
     *
     * @param detail for people; nothing secret
     */
    record Rejected(Reason reason, String detail) implements CallbackReading {}

    /** What the gateway claims about a payment. */
    enum Claim {
        CAPTURED,
        DECLINED,
        ACTION_REQUIRED,
        CANCELLED,
        REFUNDED,
        /** A part of the money went back. */
        PARTLY_REFUNDED,
        /** The buyer's bank takes the money back, or asks for it. */
        DISPUTED,
        /** A refund that had succeeded failed later. */
        REFUND_FAILED
    }

    /** Why a callback is not believed. */
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
