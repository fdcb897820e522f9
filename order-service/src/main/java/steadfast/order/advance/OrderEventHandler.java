package steadfast.order.advance;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.StockLevel;
import steadfast.messaging.Delivery;
import steadfast.messaging.Handler;
import steadfast.messaging.Outcome;
import steadfast.order.lifecycle.OrderDecision;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.store.ApplyResult;
import steadfast.order.store.Orders;

/** Passes the other services' events to the orders that they are about. */
@ApplicationScoped
public class OrderEventHandler implements Handler<Event> {

    private static final Logger LOG = Logger.getLogger(OrderEventHandler.class);

    private final Orders orders;

    OrderEventHandler(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Outcome handle(Delivery<Event> delivery) {
        return switch (delivery.event()) {
            case PaymentEvent e -> handOver(e.orderId(), new FromPayment(e), delivery);
            case FulfillmentEvent e -> handOver(e.orderId(), new FromFulfillment(e), delivery);
            case OperationsEvent e -> handOver(e.orderId(), new FromOperations(e), delivery);
            case OrderEvent e -> notForUs(delivery);
            case GatewayFinding e -> notForUs(delivery);
            case StockLevel e -> notForUs(delivery);
        };
    }

    private Outcome handOver(OrderId orderId, OrderSignal signal, Delivery<Event> delivery) {
        return switch (orders.apply(orderId, signal)) {
            case ApplyResult.Decided(OrderDecision decision, var state) ->
                    switch (decision) {
                        case Move m -> Outcome.DONE;
                        case IfStock i -> Outcome.DONE;
                        case Repeat r -> Outcome.DONE;
                        case TooEarly t ->
                                new Outcome.Retry(
                                        "too-early",
                                        "order is %s, waiting for %s"
                                                .formatted(state.status(), t.awaited()));
                        case Contradiction c ->
                                contradiction(
                                        "order is %s: %s".formatted(state.status(), c.what()),
                                        delivery);
                    };
            // An order's row is committed before its first event is sent, so no event about it can
            // come earlier.
            case ApplyResult.NoSuchOrder() -> contradiction("order not found", delivery);
            case ApplyResult.NoStock() ->
                    new Outcome.Retry("out-of-stock", "not enough stock for the next round");
        };
    }

    private static Outcome contradiction(String what, Delivery<Event> delivery) {
        LOG.errorf(
                "event contradicts its order: orderId=%s type=%s topic=%s partition=%d offset=%d"
                        + " reason=%s",
                delivery.event().key(),
                delivery.event().getClass().getSimpleName(),
                delivery.topic(),
                delivery.partition(),
                delivery.offset(),
                what);
        return new Outcome.Dead("contradiction", what);
    }

    private static Outcome notForUs(Delivery<Event> delivery) {
        return new Outcome.Dead("wrong-topic", "not for orders: " + delivery.topic());
    }
}
