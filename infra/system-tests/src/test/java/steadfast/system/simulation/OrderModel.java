package steadfast.system.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.events.OperationsEvent;
import steadfast.events.OrderEvent;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.messaging.Outcome;
import steadfast.order.lifecycle.OrderDecision;
import steadfast.order.lifecycle.OrderLifecycle;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.lifecycle.StockClaim;

/** order-service around its lifecycle: rows, their last events, and what buyers were shown. */
final class OrderModel {
    static final Sku SKU = new Sku("STEAM-50");
    static final Money TOTAL = new Money(9_998, "CNY");
    static final int QUANTITY = 2;

    private static final String VIEW_TOKEN_SHA256 = "0".repeat(64);

    private final OrderLifecycle lifecycle;
    private final Map<OrderId, OrderRow> rows = new LinkedHashMap<>();
    private final SimulatedTime time;
    private final Post post;
    private final PlantedBug bug;
    private final Coverage coverage;
    private final Merchants merchants;
    private final IntentsOfBuyers intents;
    private int supply;

    OrderModel(SimulatedTime time, Post post, PlantedBug bug, Coverage coverage) {
        this.time = time;
        this.post = post;
        this.bug = bug;
        this.coverage = coverage;
        this.merchants = new Merchants(coverage);
        this.intents = new IntentsOfBuyers(coverage);
        this.lifecycle =
                new OrderLifecycle(SimulatedTime.TIME_TO_LIVE, bug.policy(Merchants.policy()));
    }

    void submit(String storefront, String method) {
        OrderTerms terms =
                new OrderTerms(
                        new OrderId(new UUID(1, rows.size() + 1)),
                        storefront,
                        SKU,
                        QUANTITY,
                        TOTAL,
                        VIEW_TOKEN_SHA256,
                        time.now());
        OrderDecision.Move accepted = lifecycle.accept(terms, method);
        rows.put(terms.orderId(), new OrderRow(accepted.next(), publish(accepted.events())));
        coverage.reached(accepted.next());
    }

    private List<Letter> publish(List<OrderEvent> events) {
        return events.stream().map(post::publish).toList();
    }

    List<OrderRow> rows() {
        return List.copyOf(rows.values());
    }

    int count() {
        return rows.size();
    }

    OrderRow row(OrderId orderId) {
        return rows.get(orderId);
    }

    void cancel(OrderRow row) {
        var _ = apply(row, new CancelledByBuyer());
    }

    void retry(OrderRow row, String method) {
        var _ = apply(row, new RetriedByBuyer(row.state().round().number() + 1, method));
    }

    /** Expires what is due. */
    void sweep() {
        rows.values().forEach(row -> apply(row, new TimeToLivePassed()));
    }

    Outcome handle(Event event) {
        return switch (event) {
            case PaymentEvent e -> outcome(e, apply(row(e.orderId()), new FromPayment(e)));
            case FulfillmentEvent e -> outcome(e, apply(row(e.orderId()), new FromFulfillment(e)));
            case OperationsEvent e -> outcome(e, apply(row(e.orderId()), new FromOperations(e)));
            case OrderEvent e -> throw notForOrders(e);
            case GatewayFinding e -> throw notForOrders(e);
            case StockLevel e -> throw notForOrders(e);
        };
    }

    private static IllegalArgumentException notForOrders(Event event) {
        return new IllegalArgumentException("not for orders: " + event);
    }

    private static Outcome outcome(Event event, OrderDecision decision) {
        return switch (decision) {
            case OrderDecision.Move move -> Outcome.DONE;
            case OrderDecision.IfStock either -> Outcome.DONE;
            case OrderDecision.Repeat repeat -> Outcome.DONE;
            case OrderDecision.TooEarly early -> new Outcome.Retry("too-early", early.awaited());
            case OrderDecision.Contradiction contradiction -> {
                // Only a person, who saw the order some time ago, may decide what it contradicts.
                BrokenPromiseError.unless(
                        event instanceof OperationsEvent,
                        Promises.AGREEMENT,
                        event + ": " + contradiction.what());
                yield new Outcome.Dead("contradiction", contradiction.what());
            }
        };
    }

    private OrderDecision apply(OrderRow row, OrderSignal original) {
        OrderSignal signal = bug.received(row.state(), original);
        OrderDecision decision =
                lifecycle.decide(bug.seen(row.state(), signal), signal, time.now());
        switch (decision) {
            case OrderDecision.Move move -> carryOut(row, move, signal);
            case OrderDecision.IfStock either ->
                    carryOut(row, hasStock() ? either.withStock() : either.withoutStock(), signal);
            case OrderDecision.Repeat(OrderDecision.Republish republish) -> {
                if (republish == OrderDecision.Republish.LAST_EVENTS) {
                    row.lastEvents().forEach(post::send);
                }
            }
            case OrderDecision.TooEarly early -> {}
            case OrderDecision.Contradiction contradiction -> {}
        }
        return decision;
    }

    private void carryOut(OrderRow row, OrderDecision.Move move, OrderSignal signal) {
        OrderState from = row.state();
        row.moves(signal, move.next(), publish(move.events()));
        merchants.moved(from, move.next());
        intents.moved(from, move.next());
        coverage.reached(move.next());
    }

    /** So much is on the shelf from now on, as far as this service knows. */
    void stockArrives(int many) {
        supply += many;
    }

    private boolean hasStock() {
        int claimed = 0;
        for (OrderRow row : rows.values()) {
            claimed += row.state().stock() == StockClaim.NONE ? 0 : QUANTITY;
        }
        return supply - claimed >= QUANTITY;
    }

    /** Whether cards are on record as the merchant's answer to this order's late money. */
    boolean permitsLateCards(OrderRow row) {
        return merchants.permitsLateCards(row.state());
    }

    Object snapshot() {
        return rows.values().stream().map(OrderRow::state).toList();
    }
}
