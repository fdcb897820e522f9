package steadfast.order.lifecycle;

import steadfast.events.FulfillmentEvent.CardsIssued;
import steadfast.events.FulfillmentEvent.IssueConfirmationRequested;
import steadfast.events.OrderEvent.OrderCompleted;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/**
 * The rules for fulfillment events. They come on another topic than payment events, so after a
 * database restore they may be read before the capture that permitted them.
 */
final class FulfillmentRules {

    private FulfillmentRules() {}

    static OrderDecision issued(OrderState state, CardsIssued event) {
        OrderTerms terms = state.terms();
        if (!event.sku().equals(terms.sku()) || event.quantity() != terms.quantity()) {
            return new Contradiction(
                    "issued %s of %s, bought %s of %s"
                            .formatted(
                                    event.quantity(), event.sku(), terms.quantity(), terms.sku()));
        }
        return switch (state) {
            case Issuing s -> completed(s, event);
            // The withdrawal came too late: the cards were issued, so the money stays.
            case Withdrawing s -> completed(s, event);
            case Completed s -> Repeat.SILENT;
            case Held s -> notDecidedYet();
            case Refunding s -> new Contradiction("cards were issued after a refund was requested");
            case Refunded s ->
                    new Contradiction("cards were issued after the payment was refunded");
            case Ended s -> new Contradiction("cards were issued for an order that ended unpaid");
            case Unpaid s -> notPaidYet();
        };
    }

    private static Move completed(Paid state, CardsIssued event) {
        return Move.to(
                new Completed(state.terms(), state.round(), state.capture(), event.issuedAt()),
                new OrderCompleted(state.terms().orderId(), state.payment()));
    }

    static OrderDecision stockShort(OrderState state) {
        return switch (state) {
            case Issuing s when s.waitingForStock() -> Repeat.SILENT;
            case Issuing s -> Move.to(new Issuing(s.terms(), s.round(), s.capture(), true));
            case Withdrawing s -> Repeat.SILENT;
            case Held s -> notDecidedYet();
            case Completed s -> Repeat.SILENT;
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
            case Ended s ->
                    new Contradiction("cards were requested for an order that ended unpaid");
            case Unpaid s -> notPaidYet();
        };
    }

    static OrderDecision withdrawn(OrderState state) {
        return switch (state) {
            case Issuing s -> OrderRefundRules.askBack(s, s.capture(), RefundCause.CARDS_WITHDRAWN);
            // Money that already went back needs no refund request.
            case Withdrawing s when s.moneyIsBack() -> OrderRefundRules.back(s, s.capture());
            case Withdrawing s ->
                    OrderRefundRules.askBack(s, s.capture(), RefundCause.CARDS_WITHDRAWN);
            case Held s -> notDecidedYet();
            case Completed s -> new Contradiction("the cards were issued, then withdrawn");
            case Refunding s -> Repeat.SILENT;
            case Refunded s -> Repeat.SILENT;
            case Ended s -> new Contradiction("cards withdrawn from an order that ended unpaid");
            case Unpaid s -> notPaidYet();
        };
    }

    /**
     * Cards are available, but the gateway must confirm that it still has the money. Each request
     * asks it again, so a lost question is repaired when fulfillment-service repeats its own.
     */
    static OrderDecision confirmationRequested(OrderState state, IssueConfirmationRequested event) {
        return switch (state) {
            case Issuing s ->
                    Move.to(
                            s,
                            new PaymentConfirmationRequested(
                                    s.terms().orderId(), s.payment(), event.askedAt()));
            // The withdrawal, the refund or the cards are the answer, and are in progress.
            case Paid s -> Repeat.SILENT;
            case Ended s ->
                    new Contradiction("cards were requested for an order that ended unpaid");
            case Unpaid s -> notPaidYet();
        };
    }

    private static TooEarly notDecidedYet() {
        return new TooEarly("the decision that permitted the cards");
    }

    private static TooEarly notPaidYet() {
        return new TooEarly("the payment that permitted the cards");
    }
}
