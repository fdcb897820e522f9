package steadfast.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.DeclineKind;
import steadfast.events.Money;

/**
 * The answers of a gateway, grouped by question, so that a switch must handle each possible answer.
 */
public sealed interface GatewayAnswer {

    /**
     * Returns the gateway's own code and message of a refusal; null if this is not a refusal, or
     * has none.
     */
    default @Nullable GatewayError error() {
        return null;
    }

    /** An answer to a charge. */
    sealed interface OfCharge extends GatewayAnswer {}

    /** An answer to a query. */
    sealed interface OfQuery extends GatewayAnswer {}

    /** An answer to a cancel. */
    sealed interface OfCancel extends GatewayAnswer {}

    /** An answer to a refund. */
    sealed interface OfRefund extends GatewayAnswer {}

    /** An answer to a charge, a query or a cancel. */
    sealed interface OfPayment extends OfCharge, OfQuery, OfCancel {}

    /** An answer to any question that says nothing about the payment. */
    sealed interface OfAny extends OfPayment, OfRefund {}

    /** The gateway has the money. To a cancel: too late. */
    record Captured(Money amount, Instant capturedAt) implements OfPayment {}

    /**
     * Definitely declined and closed at the gateway: this payment can't be paid any more.
     *
     * @param kind whether this buyer was refused, or no buyer can pay this way
     * @param reason the issuer's code, or, if no buyer can pay this way, the name of a {@link
     *     NotPayable}; for operators: order-service decides which codes buyers see
     * @param error the gateway's own code and message; null if it gave none
     */
    record Declined(DeclineKind kind, String reason, @Nullable GatewayError error)
            implements OfPayment {

        /** A refusal of this buyer's payment with only a reason. */
        public Declined(String reason) {
            this(DeclineKind.REFUSED, reason, null);
        }

        /**
         * The gateway takes no such payment from any buyer, and this one can never be captured: it
         * was not created there, or is closed.
         */
        public static Declined notPayableThisWay(NotPayable why, @Nullable GatewayError error) {
            return new Declined(DeclineKind.NOT_PAYABLE_THIS_WAY, why.code(), error);
        }
    }

    /**
     * The buyer must act (an {@link ActionLink}, to open or as a QR code) until the deadline, which
     * the gateway enforces.
     */
    record ActionRequired(String action, Instant until) implements OfCharge, OfQuery {}

    /** Closed before any capture; it can never be captured. */
    record Cancelled() implements OfPayment {}

    /** The whole payment was refunded. */
    record Refunded(Money amount) implements OfQuery, OfRefund {}

    /**
     * Captured, and a part of it went back to the buyer.
     *
     * @param amount what was captured, whole
     * @param refunded all that went back so far, less than the amount
     */
    record PartlyRefunded(Money amount, Money refunded, Instant capturedAt) implements OfQuery {}

    /**
     * Captured, and the buyer's bank disputes it.
     *
     * @param amount what was captured, whole
     * @param reason the gateway's code, for people
     */
    record Disputed(Money amount, Instant capturedAt, String reason) implements OfQuery {}

    /**
     * The refund was definitely refused.
     *
     * @param error the gateway's own code and message; null if it gave none
     */
    record RefundRefused(String reason, @Nullable GatewayError error) implements OfRefund {

        /** A refusal with only a reason. */
        public RefundRefused(String reason) {
            this(reason, null);
        }
    }

    /**
     * The gateway does not know the payment. This proves nothing: it only permits a charge with the
     * same ID. As the answer to a cancel it also means that the gateway can leave no tombstone, so
     * that a charge in transit may still succeed; only after the charge's deadline plus {@link
     * PaymentGateway#visibilityLag()} does it mean closed.
     */
    record NotFound() implements OfQuery, OfCancel, OfRefund {}

    /**
     * The outcome is unknown: it may have happened, or may still happen.
     *
     * @param detail for people
     */
    record Unknown(Unknown.Cause cause, String detail) implements OfAny {
        /** The reason why the outcome is unknown. */
        public enum Cause {
            /** No complete answer came in time. */
            TIMEOUT,
            /** The connection ended before a complete answer had come. */
            CONNECTION_LOST,
            /** The gateway failed: a 5xx. */
            SERVER_ERROR,
            /** The gateway reports that it is too busy to answer. */
            BUSY,
            /** An answer that the gateway's API does not define. */
            NONSENSE,
            /** Healthy: not decided yet. */
            PENDING,
            /** Healthy: a state that does not answer the question. */
            OTHER_STATE,
            /** We stopped waiting ourselves. */
            INTERRUPTED
        }
    }

    /**
     * This one call was definitely not accepted; says nothing about earlier calls.
     *
     * @param detail for people
     * @param retryAfter how long the gateway asks us to wait; null if it doesn't say
     */
    record Refused(Refused.Cause cause, String detail, @Nullable Duration retryAfter)
            implements OfAny {
        /** The reason why it was not accepted. */
        public enum Cause {
            /** Healthy: we made too many calls. */
            RATE_LIMITED,
            /** The gateway could not be reached. */
            NOT_CONNECTED,
            /** Our own circuit is open. */
            CIRCUIT_OPEN
        }

        /** A refusal without a time to retry. */
        public Refused(Refused.Cause cause, String detail) {
            this(cause, detail, null);
        }
    }

    /**
     * A wrong credential or a malformed request of ours: our fault and an alarm, never a decline
     * for the buyer. A problem of this one payment only is {@link Declined}.
     *
     * @param cause for operators, the gateway's own code and message included
     * @param error the gateway's own code and message; null if it was not asked
     */
    record Misconfigured(String cause, @Nullable GatewayError error) implements OfAny {

        /** A mistake of ours that was found without the gateway. */
        public Misconfigured(String cause) {
            this(cause, null);
        }

        /** A mistake of ours that the gateway found. */
        public static Misconfigured of(String what, GatewayError error) {
            return new Misconfigured(what + ": " + error, error);
        }
    }
}
