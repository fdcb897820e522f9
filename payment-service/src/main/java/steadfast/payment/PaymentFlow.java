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
import steadfast.events.kafka.EventSubscriptions;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;
import steadfast.payment.charge.ChargeOrders;
import steadfast.payment.gatewaycall.AttemptKind;
import steadfast.payment.gatewaycall.GatewayCallConfig;
import steadfast.payment.gatewaycall.Gateways;
import steadfast.payment.refund.RefundPayments;
import steadfast.payment.resolve.ResolvePayments;

/**
 * The flow of a payment: which event goes where, and which events may follow.
 *
 * <p>One subscription, one virtual thread per record and one record per key at a time: a slow
 * gateway delays only the order that waits for it.
 *
 * <p>While a gateway is sick (its circuit is open), every record that needs it is parked in {@code
 * payment-service.parked.<gateway>}: no call is made, no attempt is used up, and a payment that was
 * never sent stays unsent. Work that needs no gateway continues: repairs, repeats, proven captures,
 * deadlines. When the circuit is half open a few parked records try the gateway, and when it closes
 * all continue.
 */
@ApplicationScoped
class PaymentFlow {
    private static final String GROUP = "payment-service";

    private final ChargeOrders charge;
    private final RefundPayments refund;
    private final ResolvePayments resolve;

    PaymentFlow(ChargeOrders charge, RefundPayments refund, ResolvePayments resolve) {
        this.charge = charge;
        this.refund = refund;
        this.resolve = resolve;
    }

    @Produces
    @Singleton
    Subscription<Event> subscription(GatewayCallConfig config, Gateways gateways) {
        Subscription<Event> subscription =
                EventSubscriptions.of(
                        GROUP,
                        new Subscription.Mode.Concurrent(config.maxInFlight()),
                        delivery ->
                                handle(delivery.event(), AttemptKind.ofAttempt(delivery.attempt())),
                        Topic.ORDER_EVENTS,
                        Topic.PAYMENT_FINDINGS,
                        Topic.OPERATIONS_EVENTS);
        // Also for a gateway that can't be used now: records parked while it could must still be
        // read.
        for (String gateway : gateways.names()) {
            subscription = subscription.parkingAt(gateway);
        }
        return subscription;
    }

    Outcome handle(Event event, AttemptKind attemptKind) {
        return switch (event) {
            // → PaymentStarted, then PaymentSucceeded | PaymentDeclined | PaymentActionRequired
            //   | PaymentCancelled (too late) | PaymentUnresolved (outcome unknown)
            case OrderSubmitted e -> charge.charge(e, attemptKind);
            case OrderRetryRequested e -> charge.charge(e, attemptKind);
            // → PaymentRefunded | PaymentRefundRefused
            case RefundRequested e -> refund.refund(e, attemptKind);
            // → PaymentCancelled, or PaymentSucceeded: it was too late
            case OrderCancelRequested e -> resolve.cancel(e, attemptKind);
            // → PaymentConfirmed, or what happened to the money: PaymentRefunded | PaymentDisputed
            case PaymentConfirmationRequested e -> resolve.confirm(e, attemptKind);
            // → PaymentSucceeded, if the gateway says so
            case PaymentCheckRequested e -> resolve.check(e, attemptKind);
            // → what the gateway answers when it is queried; for money moved without us,
            //   PaymentRefunded | PaymentPartlyRefunded | PaymentDisputed | PaymentRefundFailed
            case GatewayFinding e -> resolve.receive(e, attemptKind);
            // → the last events once more, with their IDs
            case RepairRequested e -> resolve.repair(e, attemptKind);
            // → PaymentCancelled
            case ReviewDecided e -> resolve.decided(e, attemptKind);
            // The order's own lifecycle: nothing for the payment to do.
            case OrderPaid e -> Outcome.DONE;
            case EvidenceRequested e -> Outcome.DONE;
            case IssueWithdrawalRequested e -> Outcome.DONE;
            case OrderCompleted e -> Outcome.DONE;
            case OrderFailed e -> Outcome.DONE;
            case OrderExpired e -> Outcome.DONE;
            case OrderHeld e -> Outcome.DONE;
            case OrderRefunded e -> Outcome.DONE;
            // Not on our topics; the decoder rejects them.
            case PaymentEvent e -> Outcome.DONE;
            case FulfillmentEvent e -> Outcome.DONE;
            case StockLevel e -> Outcome.DONE;
        };
    }
}
