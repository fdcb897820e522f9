package steadfast.fulfillment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.IssueWithdrawalRequested;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.PaymentEvent;
import steadfast.events.StockLevel;
import steadfast.events.Topic;
import steadfast.events.kafka.EventSubscriptions;
import steadfast.fulfillment.evidence.EvidenceReporter;
import steadfast.fulfillment.issue.CardIssuer;
import steadfast.messaging.Outcome;
import steadfast.messaging.Subscription;

/**
 * The flow through fulfillment-service: which event goes where, and which events may follow.
 *
 * <table>
 * <caption>topic → handler → events</caption>
 * <tr><td>order-events: OrderPaid<td>{@link CardIssuer#paid}<td>CardsIssued, StockShort, IssueConfirmationRequested
 * <tr><td>order-events: IssueWithdrawalRequested<td>{@link CardIssuer#withdraw}<td>IssueWithdrawn, CardsIssued
 * <tr><td>operations-events: RepairRequested<td>{@link CardIssuer#republish}<td>the last event again
 * <tr><td>operations-events: EvidenceRequested<td>{@link EvidenceReporter#report}<td>DeliveryEvidence
 * </table>
 *
 * <p>In addition, {@code issue.RecountLoop} publishes CardsIssued, StockShort and
 * IssueConfirmationRequested for waiting orders, and an import or a void over HTTP publishes
 * StockLevel.
 */
@ApplicationScoped
public class FulfillmentFlow {

    private static final String GROUP = "fulfillment-service";
    private static final int MAX_BATCH = 200;

    private final CardIssuer issuer;
    private final EvidenceReporter evidence;

    FulfillmentFlow(CardIssuer issuer, EvidenceReporter evidence) {
        this.issuer = issuer;
        this.evidence = evidence;
    }

    @Produces
    Subscription<Event> orders() {
        return EventSubscriptions.of(
                GROUP,
                new Subscription.Mode.Transactional(MAX_BATCH),
                delivery -> handle(delivery.event()),
                Topic.ORDER_EVENTS,
                Topic.OPERATIONS_EVENTS);
    }

    private Outcome handle(Event event) {
        return switch (event) {
            case OrderPaid paid -> issuer.paid(paid);
            case IssueWithdrawalRequested requested -> issuer.withdraw(requested);
            case RepairRequested repair when repair.owner() == Owner.FULFILLMENT ->
                    issuer.republish(repair.orderId());
            case EvidenceRequested requested -> evidence.report(requested);
            case OrderEvent _ -> Outcome.DONE;
            case OperationsEvent _ -> Outcome.DONE;
            // Not on these topics: the decoder rejects them.
            case PaymentEvent _ -> Outcome.DONE;
            case GatewayFinding _ -> Outcome.DONE;
            case FulfillmentEvent _ -> Outcome.DONE;
            case StockLevel _ -> Outcome.DONE;
        };
    }
}
