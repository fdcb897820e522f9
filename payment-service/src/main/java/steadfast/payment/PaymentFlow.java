package steadfast.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.OrderCompleted;
import steadfast.events.OrderEvent.OrderExpired;
import steadfast.events.OrderEvent.OrderFailed;
import steadfast.events.OrderEvent.OrderHeld;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.OrderRefunded;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.OrderEvent.PaymentCheckRequested;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.PaymentEvent;
import steadfast.events.StockLevel;
import steadfast.events.Topic;
import steadfast.events.wire.EventSubscriptions;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.payment.charge.ChargeOrders;
import steadfast.payment.exchange.AttemptKind;
import steadfast.payment.exchange.ExchangeConfig;
import steadfast.payment.exchange.Gateways;
import steadfast.payment.refund.RefundPayments;
import steadfast.payment.settle.SettlePayments;

/**
 * The way of a payment: which event goes where, and what may be said in return.
 *
 * <p>One subscription, a virtual thread a record and one key at a time: a slow gateway costs an
 * order its own time and no other's.
 *
 * <p>While a gateway is sick (its circuit is open) whatever would have to ask it is parked in
 * {@code payment-service.<topic>.parked.<gateway>}: no call is made, no attempt is used up, a
 * payment never sent stays so. What needs no gateway goes on: repairs, repeats, proven captures,
 * deadlines. When the circuit is half open a few parked records try the gateway, and when it closes
 * all go on.
 */
@ApplicationScoped
class PaymentFlow {
    private static final String GROUP = "payment-service";

    private final ChargeOrders charge;
    private final RefundPayments refund;
    private final SettlePayments settle;

    PaymentFlow(ChargeOrders charge, RefundPayments refund, SettlePayments settle) {
        this.charge = charge;
        this.refund = refund;
        this.settle = settle;
    }

    @Produces
    @Singleton
    Subscription<Event> subscription(ExchangeConfig config, Gateways gateways) {
        Subscription<Event> subscription =
                EventSubscriptions.of(
                        GROUP,
                        new Subscription.Mode.Concurrent(config.maxInFlight()),
                        delivery ->
                                handle(delivery.event(), AttemptKind.ofAttempt(delivery.attempt())),
                        Topic.ORDER_EVENTS,
                        Topic.PAYMENT_FINDINGS,
                        Topic.OPERATIONS_EVENTS);
        // Also for one that can't be used now: what waits for it since it could must not lie
        // unread.
        for (String gateway : gateways.names()) {
            subscription = subscription.parkingAt(gateway);
        }
        return subscription;
    }

    Outcome handle(Event event, AttemptKind attemptKind) {
        return switch (event) {
            // → PaymentStarted, then PaymentSucceeded | PaymentDeclined | PaymentActionRequired
            //   | PaymentCancelled (too late) | PaymentUnresolved (nobody knows)
            case OrderSubmitted e -> charge.charge(e, attemptKind);
            case OrderRetryRequested e -> charge.charge(e, attemptKind);
            // → PaymentRefunded | PaymentRefundRefused
            case RefundRequested e -> refund.refund(e, attemptKind);
            // → PaymentCancelled, or PaymentSucceeded: it was too late
            case OrderCancelRequested e -> settle.cancel(e, attemptKind);
            // → PaymentConfirmed, or what became of the money: PaymentRefunded | PaymentDisputed
            case PaymentConfirmationRequested e -> settle.confirm(e, attemptKind);
            // → PaymentSucceeded, if the gateway says so
            case PaymentCheckRequested e -> settle.check(e, attemptKind);
            // → whatever the gateway says when it is asked; of what was settled without us,
            //   PaymentRefunded | PaymentPartlyRefunded | PaymentDisputed | PaymentRefundFailed
            case GatewayFinding e -> settle.heard(e, attemptKind);
            // → the last events once more, with their IDs
            case RepairRequested e -> settle.repair(e, attemptKind);
            // → PaymentCancelled
            case ReviewDecided e -> settle.decided(e, attemptKind);
            // The order's own way: nothing for the payment to do.
            case OrderPaid e -> Outcome.DONE;
            case EvidenceRequested e -> Outcome.DONE;
            case IssueWithdrawalRequested e -> Outcome.DONE;
            case OrderCompleted e -> Outcome.DONE;
            case OrderFailed e -> Outcome.DONE;
            case OrderExpired e -> Outcome.DONE;
            case OrderHeld e -> Outcome.DONE;
            case OrderRefunded e -> Outcome.DONE;
            // Not on our topics; the decoder lets none of them through.
            case PaymentEvent e -> Outcome.DONE;
            case FulfillmentEvent e -> Outcome.DONE;
            case StockLevel e -> Outcome.DONE;
        };
    }
}
