package steadfast.payment.charge;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.PaymentId;
import steadfast.messaging.Outcome;
import steadfast.payment.exchange.Exchange;
import steadfast.payment.exchange.Gateways;
import steadfast.payment.exchange.Turn;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.Signal;

/**
 * Charges an order's round, however often it is asked to: the first time by a charge, from then on
 * by a question. {@link Exchange} says why no crash in between takes the money twice.
 */
@ApplicationScoped
public class ChargeOrders {
    private final Exchange exchange;
    private final Gateways gateways;

    ChargeOrders(Exchange exchange, Gateways gateways) {
        this.exchange = exchange;
        this.gateways = gateways;
    }

    /** The order's first round. */
    public Outcome charge(OrderSubmitted order, Turn turn) {
        return charge(order.paymentId(), order.total(), order.paymentMethod(), order.payBy(), turn);
    }

    /** Another round, after the one before is dead. */
    public Outcome charge(OrderRetryRequested retry, Turn turn) {
        return charge(retry.paymentId(), retry.total(), retry.paymentMethod(), retry.payBy(), turn);
    }

    private Outcome charge(
            PaymentId paymentId, Money amount, String method, Instant payBy, Turn turn) {
        return exchange.open(
                Payment.requested(paymentId, amount, method, gateways.takerOf(method), payBy),
                new Signal.ChargeDue(amount, method),
                turn);
    }
}
