package steadfast.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.DeclineKind;
import steadfast.events.Money;

/**
 * Everything a gateway can answer, grouped by the question so that a switch must face each answer
 * that can come.
 */
public sealed interface GatewayAnswer {

    /** The gateway's own code and message of a refusal; null if this is none, or it gave none. */
    default @Nullable GatewayError error() {
        return null;
    }

    /** What a charge can be answered with. */
    sealed interface OfCharge extends GatewayAnswer {}

    /** What a query can be answered with. */
    sealed interface OfQuery extends GatewayAnswer {}

    /** What a cancel can be answered with. */
    sealed interface OfCancel extends GatewayAnswer {}

    /** What a refund can be answered with. */
    sealed interface OfRefund extends GatewayAnswer {}

    /** What a charge, a query and a cancel can all be answered with. */
    sealed interface OfPayment extends OfCharge, OfQuery, OfCancel {}

    /** What every question can be answered with: no word about the payment. */
    sealed interface OfAny extends OfPayment, OfRefund {}

    /** The gateway has the money. To a cancel: too late. */
    record Captured(Money amount, Instant capturedAt) implements OfPayment {}

    /**
     * A definite no, closed at the gateway: this payment can't be paid any more.
     *
     * @param kind whether this buyer was refused, or such a payment is taken from nobody
     * @param reason the issuer's code, or of what nobody can pay this way the name of a {@link
     *     NotPayable}; for operators: which codes a buyer is told, order-service says
     * @param error the gateway's own code and message; null if it gave none
     */
    record Declined(DeclineKind kind, String reason, @Nullable GatewayError error)
            implements OfPayment {

        /** A refusal of this buyer's payment of which the gateway says no more than the reason. */
        public Declined(String reason) {
            this(DeclineKind.REFUSED, reason, null);
        }

        /**
         * The gateway takes no such payment from anybody, and this one can never be captured: not
         * made over there, or closed.
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

    /** The whole of the payment went back to the buyer. */
    record Refunded(Money amount) implements OfQuery, OfRefund {}

    /**
     * Captured, and a part of it went back to the buyer.
     *
     * @param amount what was captured, whole
     * @param refunded all that went back so far, less than the amount
     */
    record PartlyRefunded(Money amount, Money refunded, Instant capturedAt) implements OfQuery {}

    /**
     * Captured, and the buyer's bank takes the money back, or asks for it.
     *
     * @param amount what was captured, whole
     * @param reason the gateway's code, for people
     */
    record Disputed(Money amount, Instant capturedAt, String reason) implements OfQuery {}

    /**
     * A definite no to giving the money back.
     *
     * @param error the gateway's own code and message; null if it gave none
     */
    record RefundRefused(String reason, @Nullable GatewayError error) implements OfRefund {

        /** A refusal of which the gateway says no more than the reason. */
        public RefundRefused(String reason) {
            this(reason, null);
        }
    }

    /**
     * The gateway knows no such payment. This proves nothing: it permits only a charge with the
     * same ID. To a cancel: and it can leave no tombstone, so that a charge on its way may still
     * land; only after the deadline that every charge carries, plus {@link
     * PaymentGateway#visibilityLag()}, it means closed.
     */
    record NotFound() implements OfQuery, OfCancel, OfRefund {}

    /**
     * Nobody knows: it may have happened, it may still happen.
     *
     * @param detail for people
     */
    record Unknown(Unknown.Cause cause, String detail) implements OfAny {
        /** Why nobody knows. */
        public enum Cause {
            /** No whole answer came in time. */
            TIMEOUT,
            /** The connection ended before a whole answer had come. */
            CONNECTION_LOST,
            /** The gateway failed: a 5xx. */
            SERVER_ERROR,
            /** The gateway says that it is too busy to tell. */
            BUSY,
            /** An answer that the gateway's API does not have. */
            NONSENSE,
            /** In good health: not decided yet. */
            PENDING,
            /** In good health: a state that is no answer to the question. */
            OTHER_STATE,
            /** We stopped waiting ourselves. */
            INTERRUPTED
        }
    }

    /**
     * This one call was definitely not taken; says nothing about earlier ones.
     *
     * @param detail for people
     * @param retryAfter how long the gateway asks us to wait; null if it doesn't say
     */
    record Refused(Refused.Cause cause, String detail, @Nullable Duration retryAfter)
            implements OfAny {
        /** Why it was not taken. */
        public enum Cause {
            /** In good health: too many calls of ours. */
            RATE_LIMITED,
            /** Nobody was there to take it. */
            NOT_CONNECTED,
            /** Our own circuit is open. */
            CIRCUIT_OPEN
        }

        /** A refusal after which nobody says when to come again. */
        public Refused(Refused.Cause cause, String detail) {
            this(cause, detail, null);
        }
    }

    /**
     * A wrong credential or a malformed request of ours: our fault, an alarm, never the buyer's
     * decline. What is wrong with this one payment only is {@link Declined}.
     *
     * @param cause for operators, the gateway's own code and message included
     * @param error the gateway's own code and message; null if it was not asked
     */
    record Misconfigured(String cause, @Nullable GatewayError error) implements OfAny {

        /** A mistake of ours that needed no gateway to find. */
        public Misconfigured(String cause) {
            this(cause, null);
        }

        /** A mistake of ours that the gateway found. */
        public static Misconfigured told(String what, GatewayError error) {
            return new Misconfigured(what + ": " + error, error);
        }
    }
}
