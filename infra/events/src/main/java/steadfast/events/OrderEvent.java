package steadfast.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event that order-service publishes on {@link Topic#ORDER_EVENTS}. */
public sealed interface OrderEvent extends Event {

    /** The most cards of one order; an event with more is not accepted. */
    int MAX_QUANTITY = 100;

    OrderId orderId();

    @Override
    default String key() {
        return orderId().toString();
    }

    /**
     * An order was accepted; requests its first charge.
     *
     * @param payBy no charge may start after this minus the gateway call's timeout
     * @param expiresAt the end of the order's time to live: by then it is final or in a review case
     */
    record OrderSubmitted(
            OrderId orderId,
            PaymentId paymentId,
            String storefront,
            Sku sku,
            int quantity,
            Money total,
            String paymentMethod,
            Instant payBy,
            Instant expiresAt)
            implements OrderEvent {}

    /**
     * The buyer or an operator starts a new round for a failed or expired order; {@code paymentId}
     * is the new round.
     */
    record OrderRetryRequested(
            OrderId orderId,
            PaymentId paymentId,
            Money total,
            String paymentMethod,
            Instant payBy,
            Instant expiresAt)
            implements OrderEvent {}

    /** The buyer cancels; only a confirmed close at the gateway ends the payment. */
    record OrderCancelRequested(OrderId orderId, PaymentId paymentId) implements OrderEvent {}

    /**
     * The only permission to issue cards.
     *
     * @param viewTokenSha256 of the buyer's view token, 64 hex digits; the token itself never
     *     travels
     * @param expiresAt when a person investigates if no cards have come
     * @param confirmedAt when the gateway last confirmed the money: the capture, or a later answer;
     *     null in older events
     * @param storefront the seller, who alone may show the cards; null in older events
     */
    record OrderPaid(
            OrderId orderId,
            PaymentId paymentId,
            Sku sku,
            int quantity,
            String viewTokenSha256,
            Instant expiresAt,
            @Nullable Instant confirmedAt,
            @Nullable String storefront)
            implements OrderEvent {}

    /**
     * The gateway must be asked whether it still has the money, before cards are issued; answered
     * by {@code PaymentConfirmed}, or by what happened to the money.
     *
     * @param askedAt as given by fulfillment-service
     */
    record PaymentConfirmationRequested(OrderId orderId, PaymentId paymentId, Instant askedAt)
            implements OrderEvent {}

    /**
     * A person confirmed the payment: the gateway must be asked whether it is paid; answered by
     * {@code PaymentSucceeded}.
     *
     * @param askedAt when the order received the decision
     */
    record PaymentCheckRequested(OrderId orderId, PaymentId paymentId, Instant askedAt)
            implements OrderEvent {}

    /**
     * Cards must no longer be issued; answered by {@code IssueWithdrawn}, or by {@code CardsIssued}
     * if it was too late.
     */
    record IssueWithdrawalRequested(OrderId orderId, PaymentId paymentId) implements OrderEvent {}

    /**
     * This round's payment must be refunded. {@code refundNumber} counts from 1 within the payment.
     */
    record RefundRequested(
            OrderId orderId, PaymentId paymentId, int refundNumber, Money amount, String reason)
            implements OrderEvent {}

    /** Final: paid, and the cards were issued. */
    record OrderCompleted(OrderId orderId, PaymentId paymentId) implements OrderEvent {}

    /** The gateway definitely declined, or stock ran out before a charge. */
    record OrderFailed(OrderId orderId, PaymentId paymentId, FailureReason reason)
            implements OrderEvent {}

    /** The time to live passed before the payment was known; a review case opens. */
    record OrderExpired(OrderId orderId, PaymentId paymentId) implements OrderEvent {}

    /**
     * The money of {@code paymentId} came after the order had ended, and its merchant lets a person
     * decide: until then neither cards nor a refund.
     */
    record OrderHeld(OrderId orderId, PaymentId paymentId) implements OrderEvent {}

    /** The payment {@code paymentId} was refunded, which ends the order. */
    record OrderRefunded(OrderId orderId, PaymentId paymentId) implements OrderEvent {}
}
