package steadfast.order.lifecycle;

import static steadfast.order.lifecycle.Examples.NOW;
import static steadfast.order.lifecycle.Examples.ORDER;
import static steadfast.order.lifecycle.Examples.TERMS;
import static steadfast.order.lifecycle.Examples.TOTAL;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.DeliveryEvidence;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.FulfillmentEvent.IssueWithdrawn;
import steadfast.events.FulfillmentEvent.StockShort;
import steadfast.events.Money;
import steadfast.events.OperationsEvent.EvidenceRequested;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.PaymentEvent.PaymentActionRequired;
import steadfast.events.PaymentEvent.PaymentCancelled;
import steadfast.events.PaymentEvent.PaymentConfirmed;
import steadfast.events.PaymentEvent.PaymentDeclined;
import steadfast.events.PaymentEvent.PaymentDisputed;
import steadfast.events.PaymentEvent.PaymentPartlyRefunded;
import steadfast.events.PaymentEvent.PaymentRefundFailed;
import steadfast.events.PaymentEvent.PaymentRefundRefused;
import steadfast.events.PaymentEvent.PaymentRefunded;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentEvent.PaymentSucceeded;
import steadfast.events.PaymentEvent.PaymentUnresolved;
import steadfast.events.PaymentId;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;

/** One signal of every kind, about a payment, said to an order in a state. */
final class SignalExamples {

    private SignalExamples() {}

    /** By the name that the table uses. */
    static final Map<String, BiFunction<OrderState, PaymentId, OrderSignal>> BY_NAME =
            Map.ofEntries(
                    payment("PaymentStarted", p -> new PaymentStarted(p, 2, "sandbox")),
                    payment(
                            "PaymentActionRequired",
                            p -> new PaymentActionRequired(p, "QR:2", NOW.plusSeconds(99))),
                    payment("PaymentUnresolved", p -> new PaymentUnresolved(p, 2, "timeout")),
                    payment("PaymentSucceeded", p -> new PaymentSucceeded(p, TOTAL, NOW)),
                    payment("PaymentDeclined", p -> new PaymentDeclined(p, "expired-card")),
                    payment("PaymentCancelled", PaymentCancelled::new),
                    payment("PaymentRefunded", p -> new PaymentRefunded(p, 1, TOTAL)),
                    payment("PaymentRefundRefused", p -> new PaymentRefundRefused(p, 1, "no")),
                    payment("PaymentRefundFailed", p -> new PaymentRefundFailed(p, 1, "closed")),
                    payment("PaymentConfirmed", p -> new PaymentConfirmed(p, NOW)),
                    payment(
                            "PaymentPartlyRefunded",
                            p -> new PaymentPartlyRefunded(p, new Money(1, "CNY"))),
                    payment(
                            "PaymentDisputed",
                            p -> new PaymentDisputed(p, TOTAL, NOW, "fraudulent")),
                    fulfillment(
                            "CardsIssued",
                            p -> new CardsIssued(ORDER, p, TERMS.sku(), TERMS.quantity(), NOW)),
                    fulfillment("StockShort", p -> new StockShort(ORDER, p, TERMS.sku(), 2, 1)),
                    fulfillment("IssueWithdrawn", p -> new IssueWithdrawn(ORDER, p)),
                    fulfillment(
                            "IssueConfirmationRequested",
                            p -> new IssueConfirmationRequested(ORDER, p, NOW)),
                    fulfillment(
                            "DeliveryEvidence",
                            p -> new DeliveryEvidence(ORDER, p, NOW, List.of())),
                    repair(Owner.ORDER),
                    repair(Owner.PAYMENT),
                    repair(Owner.FULFILLMENT),
                    Map.entry(
                            "EvidenceRequested",
                            (state, p) -> new FromOperations(new EvidenceRequested(ORDER, p))),
                    review(steadfast.events.OperationsEvent.Decision.CONFIRM_PAID),
                    review(steadfast.events.OperationsEvent.Decision.REFUND),
                    review(steadfast.events.OperationsEvent.Decision.REFUND_CAPTURED),
                    review(steadfast.events.OperationsEvent.Decision.RETRY),
                    review(steadfast.events.OperationsEvent.Decision.CLOSE),
                    Map.entry("CancelledByBuyer", (state, p) -> new CancelledByBuyer()),
                    retry("card"),
                    retry("qr"),
                    Map.entry("TimeToLivePassed", (state, p) -> new TimeToLivePassed()));

    /** The signals that name no round, or whose round is none of the order's business. */
    static final List<String> WITHOUT_ROUND =
            Stream.of(
                            List.of("CancelledByBuyer", "TimeToLivePassed", "EvidenceRequested"),
                            Stream.of(Owner.values()).map(SignalExamples::named).toList())
                    .flatMap(List::stream)
                    .toList();

    static String named(Owner owner) {
        return "RepairRequested(" + owner + ")";
    }

    static String named(steadfast.events.OperationsEvent.Decision decision) {
        return "ReviewDecided(" + decision + ")";
    }

    private static Map.Entry<String, BiFunction<OrderState, PaymentId, OrderSignal>> payment(
            String name, java.util.function.Function<PaymentId, steadfast.events.PaymentEvent> of) {
        return Map.entry(name, (state, payment) -> new FromPayment(of.apply(payment)));
    }

    private static Map.Entry<String, BiFunction<OrderState, PaymentId, OrderSignal>> fulfillment(
            String name,
            java.util.function.Function<PaymentId, steadfast.events.FulfillmentEvent> of) {
        return Map.entry(name, (state, payment) -> new FromFulfillment(of.apply(payment)));
    }

    /** By what the buyer may want to pay again: the running round's method, and another. */
    static final List<String> METHODS = List.of("card", "qr");

    static String named(String paymentMethod) {
        return "RetriedByBuyer(" + paymentMethod + ")";
    }

    private static Map.Entry<String, BiFunction<OrderState, PaymentId, OrderSignal>> retry(
            String paymentMethod) {
        return Map.entry(
                named(paymentMethod),
                (state, payment) -> new RetriedByBuyer(payment.round(), paymentMethod));
    }

    private static Map.Entry<String, BiFunction<OrderState, PaymentId, OrderSignal>> repair(
            Owner owner) {
        return Map.entry(
                named(owner),
                (state, payment) ->
                        new FromOperations(new RepairRequested(ORDER, owner, "something")));
    }

    private static Map.Entry<String, BiFunction<OrderState, PaymentId, OrderSignal>> review(
            steadfast.events.OperationsEvent.Decision decision) {
        return Map.entry(
                named(decision),
                (state, payment) -> new FromOperations(decision(state, payment, decision)));
    }

    static ReviewDecided decision(
            OrderState state,
            PaymentId payment,
            steadfast.events.OperationsEvent.Decision decision) {
        return new ReviewDecided(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                ORDER,
                payment,
                decision,
                "olga",
                state.status().name(),
                payment.round());
    }
}
