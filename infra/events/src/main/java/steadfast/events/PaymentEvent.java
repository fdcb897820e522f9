package steadfast.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that payment-service publishes on {@link Topic#PAYMENT_EVENTS}; each names its round.
 */
public sealed interface PaymentEvent extends Event {

    PaymentId paymentId();

    default OrderId orderId() {
        return paymentId().orderId();
    }

    @Override
    default String key() {
        return orderId().toString();
    }

    /**
     * A charge is about to be sent.
     *
     * @param attempt counts from 1
     * @param gateway its configured name; it never changes for this payment, and only this gateway
     *     knows its outcome
     * @param test true if that gateway moves no real money; null if it does, and in older events
     */
    record PaymentStarted(PaymentId paymentId, int attempt, String gateway, @Nullable Boolean test)
            implements PaymentEvent {

        /** A charge of real money. */
        public PaymentStarted(PaymentId paymentId, int attempt, String gateway) {
            this(paymentId, attempt, gateway, null);
        }

        /** Returns whether no real money moves. */
        public boolean playMoney() {
            return Boolean.TRUE.equals(test);
        }
    }

    /** The buyer must act (scan, confirm) until the deadline, which the gateway enforces. */
    record PaymentActionRequired(PaymentId paymentId, String action, Instant until)
            implements PaymentEvent {}

    /** The gateway has the money. */
    record PaymentSucceeded(PaymentId paymentId, Money amount, Instant capturedAt)
            implements PaymentEvent {}

    /**
     * Definitely declined: closed at the gateway, it can't be paid any more.
     *
     * @param reason the gateway's code, for operators; order-service decides which codes buyers see
     * @param kind null in older events: all those were {@link DeclineKind#REFUSED}
     */
    record PaymentDeclined(PaymentId paymentId, String reason, @Nullable DeclineKind kind)
            implements PaymentEvent {

        /** The buyer's bank or the gateway refused this buyer's payment. */
        public PaymentDeclined(PaymentId paymentId, String reason) {
            this(paymentId, reason, DeclineKind.REFUSED);
        }

        /** Returns whether another payment method may work although this one does not. */
        public boolean notPayableThisWay() {
            return kind == DeclineKind.NOT_PAYABLE_THIS_WAY;
        }
    }

    /** It is unknown whether the money moved. Never a failure. */
    record PaymentUnresolved(PaymentId paymentId, int attempt, String cause)
            implements PaymentEvent {}

    /** Closed before any capture, confirmed by the gateway, or never sent at all. */
    record PaymentCancelled(PaymentId paymentId) implements PaymentEvent {}

    /** The money was refunded. */
    record PaymentRefunded(PaymentId paymentId, int refundNumber, Money amount)
            implements PaymentEvent {}

    /** The gateway definitely refused the refund; a person must decide. */
    record PaymentRefundRefused(PaymentId paymentId, int refundNumber, String reason)
            implements PaymentEvent {}

    /**
     * A refund succeeded and failed later, such as when the buyer's account is closed: the gateway
     * has the money again, and a person must decide.
     */
    record PaymentRefundFailed(PaymentId paymentId, int refundNumber, String reason)
            implements PaymentEvent {}

    /**
     * The gateway was asked once more and still has the money.
     *
     * @param confirmedAt when this was requested: the gateway had the money after that
     */
    record PaymentConfirmed(PaymentId paymentId, Instant confirmedAt) implements PaymentEvent {}

    /**
     * A part of the money was refunded at the gateway directly; the payment stays captured.
     *
     * @param refunded the total refunded so far, less than the payment
     */
    record PaymentPartlyRefunded(PaymentId paymentId, Money refunded) implements PaymentEvent {}

    /**
     * The buyer's bank takes the money back, or asks for it. The payment counts as captured, and no
     * more cards may be issued for it.
     *
     * @param amount the captured amount
     * @param reason the gateway's code, for people
     */
    record PaymentDisputed(PaymentId paymentId, Money amount, Instant capturedAt, String reason)
            implements PaymentEvent {}
}
