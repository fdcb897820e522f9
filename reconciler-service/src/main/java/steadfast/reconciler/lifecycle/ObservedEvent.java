package steadfast.reconciler.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OrderEvent;
import steadfast.events.PaymentEvent;
import steadfast.events.PaymentId;
import steadfast.events.StockLevel;

/**
 * A fact about an order that its owner published, or that we found out.
 *
 * @param round of paying, counted from 1
 * @param number the refund's number; 0 if it is not about a refund
 * @param at the owner's time of the event
 * @param until when the buyer's time to act ends; null if the buyer need not act
 */
public record ObservedEvent(Kind kind, int round, int number, Instant at, @Nullable Instant until) {

    /** The kinds of facts, and their owners; those from events have the events' names. */
    public enum Kind {
        ORDER_SUBMITTED(Owner.ORDER),
        ORDER_RETRY_REQUESTED(Owner.ORDER),
        ORDER_CANCEL_REQUESTED(Owner.ORDER),
        ORDER_PAID(Owner.ORDER),
        PAYMENT_CONFIRMATION_REQUESTED(Owner.ORDER),
        PAYMENT_CHECK_REQUESTED(Owner.ORDER),
        ISSUE_WITHDRAWAL_REQUESTED(Owner.ORDER),
        REFUND_REQUESTED(Owner.ORDER),
        ORDER_COMPLETED(Owner.ORDER),
        ORDER_FAILED(Owner.ORDER),
        ORDER_EXPIRED(Owner.ORDER),
        ORDER_HELD(Owner.ORDER),
        ORDER_REFUNDED(Owner.ORDER),
        PAYMENT_STARTED(Owner.PAYMENT),
        PAYMENT_ACTION_REQUIRED(Owner.PAYMENT),
        PAYMENT_SUCCEEDED(Owner.PAYMENT),
        PAYMENT_DECLINED(Owner.PAYMENT),
        PAYMENT_UNRESOLVED(Owner.PAYMENT),
        PAYMENT_CANCELLED(Owner.PAYMENT),
        PAYMENT_REFUNDED(Owner.PAYMENT),
        PAYMENT_REFUND_REFUSED(Owner.PAYMENT),
        PAYMENT_REFUND_FAILED(Owner.PAYMENT),
        PAYMENT_CONFIRMED(Owner.PAYMENT),
        PAYMENT_PARTLY_REFUNDED(Owner.PAYMENT),
        PAYMENT_DISPUTED(Owner.PAYMENT),
        CARDS_ISSUED(Owner.FULFILLMENT),
        STOCK_SHORT(Owner.FULFILLMENT),
        ISSUE_CONFIRMATION_REQUESTED(Owner.FULFILLMENT),
        ISSUE_WITHDRAWN(Owner.FULFILLMENT),
        DELIVERY_EVIDENCE(Owner.FULFILLMENT),
        /** The gateway answered a poll that it has the money. */
        GATEWAY_CAPTURED,
        /** The gateway answered that the payment can never be captured. */
        GATEWAY_CLOSED,
        /** A person wrote the captured money off, on record. */
        WRITTEN_OFF,
        /** A person accepted that the money was refunded although the cards were issued. */
        REFUND_ACCEPTED,
        /** A person accepted that a part of the money was refunded. */
        PART_REFUND_ACCEPTED,
        /** A person accepted the dispute. */
        DISPUTE_ACCEPTED;

        private final @Nullable Owner owner;

        Kind(Owner owner) {
            this.owner = owner;
        }

        Kind() {
            this.owner = null;
        }

        /** Returns its owner; none if we found it out ourselves. */
        public Optional<Owner> owner() {
            return Optional.ofNullable(owner);
        }
    }

    public ObservedEvent {
        if (round < 1 || number < 0) {
            throw new IllegalArgumentException("round " + round + ", number " + number);
        }
    }

    /** Creates a fact that needs no action by the buyer. */
    public ObservedEvent(Kind kind, int round, int number, Instant at) {
        this(kind, round, number, at, null);
    }

    /**
     * Returns the fact in this event.
     *
     * @throws IllegalArgumentException if it is not about an order's progress
     */
    public static ObservedEvent of(Event event, Instant at) {
        return switch (event) {
            case OrderEvent e -> of(e, at);
            case PaymentEvent e -> of(e, at);
            case FulfillmentEvent e -> of(e, at);
            case GatewayFinding e -> throw notOfTheWay(e);
            case StockLevel e -> throw notOfTheWay(e);
            case OperationsEvent e -> throw notOfTheWay(e);
        };
    }

    private static ObservedEvent of(OrderEvent event, Instant at) {
        return switch (event) {
            case OrderEvent.OrderSubmitted e -> of(Kind.ORDER_SUBMITTED, e.paymentId(), at);
            case OrderEvent.OrderRetryRequested e ->
                    of(Kind.ORDER_RETRY_REQUESTED, e.paymentId(), at);
            case OrderEvent.OrderCancelRequested e ->
                    of(Kind.ORDER_CANCEL_REQUESTED, e.paymentId(), at);
            case OrderEvent.OrderPaid e -> of(Kind.ORDER_PAID, e.paymentId(), at);
            case OrderEvent.PaymentConfirmationRequested e ->
                    of(Kind.PAYMENT_CONFIRMATION_REQUESTED, e.paymentId(), at);
            case OrderEvent.PaymentCheckRequested e ->
                    of(Kind.PAYMENT_CHECK_REQUESTED, e.paymentId(), at);
            case OrderEvent.IssueWithdrawalRequested e ->
                    of(Kind.ISSUE_WITHDRAWAL_REQUESTED, e.paymentId(), at);
            case OrderEvent.RefundRequested e ->
                    of(Kind.REFUND_REQUESTED, e.paymentId(), e.refundNumber(), at);
            case OrderEvent.OrderCompleted e -> of(Kind.ORDER_COMPLETED, e.paymentId(), at);
            case OrderEvent.OrderFailed e -> of(Kind.ORDER_FAILED, e.paymentId(), at);
            case OrderEvent.OrderExpired e -> of(Kind.ORDER_EXPIRED, e.paymentId(), at);
            case OrderEvent.OrderHeld e -> of(Kind.ORDER_HELD, e.paymentId(), at);
            case OrderEvent.OrderRefunded e -> of(Kind.ORDER_REFUNDED, e.paymentId(), at);
        };
    }

    private static ObservedEvent of(PaymentEvent event, Instant at) {
        return switch (event) {
            case PaymentEvent.PaymentStarted e -> of(Kind.PAYMENT_STARTED, e.paymentId(), at);
            case PaymentEvent.PaymentActionRequired e ->
                    new ObservedEvent(
                            Kind.PAYMENT_ACTION_REQUIRED, e.paymentId().round(), 0, at, e.until());
            case PaymentEvent.PaymentSucceeded e -> of(Kind.PAYMENT_SUCCEEDED, e.paymentId(), at);
            case PaymentEvent.PaymentDeclined e -> of(Kind.PAYMENT_DECLINED, e.paymentId(), at);
            case PaymentEvent.PaymentUnresolved e -> of(Kind.PAYMENT_UNRESOLVED, e.paymentId(), at);
            case PaymentEvent.PaymentCancelled e -> of(Kind.PAYMENT_CANCELLED, e.paymentId(), at);
            case PaymentEvent.PaymentRefunded e ->
                    of(Kind.PAYMENT_REFUNDED, e.paymentId(), e.refundNumber(), at);
            case PaymentEvent.PaymentRefundRefused e ->
                    of(Kind.PAYMENT_REFUND_REFUSED, e.paymentId(), e.refundNumber(), at);
            case PaymentEvent.PaymentRefundFailed e ->
                    of(Kind.PAYMENT_REFUND_FAILED, e.paymentId(), e.refundNumber(), at);
            case PaymentEvent.PaymentConfirmed e -> of(Kind.PAYMENT_CONFIRMED, e.paymentId(), at);
            case PaymentEvent.PaymentPartlyRefunded e ->
                    of(Kind.PAYMENT_PARTLY_REFUNDED, e.paymentId(), at);
            case PaymentEvent.PaymentDisputed e -> of(Kind.PAYMENT_DISPUTED, e.paymentId(), at);
        };
    }

    private static ObservedEvent of(FulfillmentEvent event, Instant at) {
        return switch (event) {
            case FulfillmentEvent.CardsIssued e -> of(Kind.CARDS_ISSUED, e.paymentId(), at);
            case FulfillmentEvent.StockShort e -> of(Kind.STOCK_SHORT, e.paymentId(), at);
            case FulfillmentEvent.IssueConfirmationRequested e ->
                    of(Kind.ISSUE_CONFIRMATION_REQUESTED, e.paymentId(), at);
            case FulfillmentEvent.DeliveryEvidence e ->
                    of(Kind.DELIVERY_EVIDENCE, e.paymentId(), at);
            case FulfillmentEvent.IssueWithdrawn e -> of(Kind.ISSUE_WITHDRAWN, e.paymentId(), at);
        };
    }

    private static ObservedEvent of(Kind kind, PaymentId paymentId, Instant at) {
        return of(kind, paymentId, 0, at);
    }

    private static ObservedEvent of(Kind kind, PaymentId paymentId, int number, Instant at) {
        return new ObservedEvent(kind, paymentId.round(), number, at);
    }

    private static IllegalArgumentException notOfTheWay(Event event) {
        return new IllegalArgumentException(
                "not about the way of an order: " + event.getClass().getSimpleName());
    }
}
