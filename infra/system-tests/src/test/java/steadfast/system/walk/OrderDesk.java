package steadfast.system.walk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import steadfast.events.Event;
import steadfast.events.FulfillmentEvent;
import steadfast.events.GatewayFinding;
import steadfast.events.Money;
import steadfast.events.OperationsEvent;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.events.PaymentEvent;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.messaging.Outcome;
import steadfast.order.lifecycle.Decision;
import steadfast.order.lifecycle.OrderLifecycle;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.CancelledByBuyer;
import steadfast.order.lifecycle.OrderSignal.FromFulfillment;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.FromPayment;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.order.lifecycle.OrderTerms;

/** order-service around its lifecycle: rows, what they said last, and what buyers were told. */
final class OrderDesk {
    static final Sku SKU = new Sku("STEAM-50");
    static final Money TOTAL = new Money(9_998, "CNY");
    static final int QUANTITY = 2;

    private static final String VIEW_TOKEN_SHA256 = "0".repeat(64);

    private final OrderLifecycle lifecycle = new OrderLifecycle(WalkedTime.TIME_TO_LIVE);
    private final Map<OrderId, Row> rows = new LinkedHashMap<>();
    private final WalkedTime time;
    private final Post post;
    private final PlantedBug bug;
    private final Tally tally;

    OrderDesk(WalkedTime time, Post post, PlantedBug bug, Tally tally) {
        this.time = time;
        this.post = post;
        this.bug = bug;
        this.tally = tally;
    }

    /** An order, and what its buyer was told of it. */
    static final class Row {
        private OrderState state;
        private List<Letter> lastSaid;
        private boolean toldItsEnd;
        private boolean decidedByAPerson;

        private Row(OrderState state, List<Letter> lastSaid) {
            this.state = state;
            this.lastSaid = lastSaid;
        }

        OrderState state() {
            return state;
        }

        OrderId orderId() {
            return state.terms().orderId();
        }

        OrderStatus status() {
            return state.status();
        }

        /**
         * Whether the last that its buyer heard was that it failed or expired, and neither the
         * buyer nor a person has started anything since.
         */
        boolean toldItsEnd() {
            return toldItsEnd;
        }

        /** Whether a person ever decided about it. */
        boolean decidedByAPerson() {
            return decidedByAPerson;
        }

        void markDecided() {
            decidedByAPerson = true;
        }
    }

    void submit(String method) {
        OrderTerms terms =
                new OrderTerms(
                        new OrderId(new UUID(1, rows.size() + 1)),
                        "shop",
                        SKU,
                        QUANTITY,
                        TOTAL,
                        VIEW_TOKEN_SHA256,
                        time.now());
        Decision.Move accepted = lifecycle.accept(terms, method);
        rows.put(terms.orderId(), new Row(accepted.next(), said(accepted.events())));
        tally.reached(accepted.next());
    }

    private List<Letter> said(List<OrderEvent> events) {
        return events.stream().map(post::say).toList();
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    int count() {
        return rows.size();
    }

    Row row(OrderId orderId) {
        return rows.get(orderId);
    }

    void cancel(Row row) {
        var _ = apply(row, new CancelledByBuyer());
    }

    void retry(Row row, String method) {
        var _ = apply(row, new RetriedByBuyer(row.state.round().number() + 1, method));
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

    private static Outcome outcome(Event event, Decision decision) {
        return switch (decision) {
            case Decision.Move move -> Outcome.DONE;
            case Decision.IfStock either -> Outcome.DONE;
            case Decision.Repeat repeat -> Outcome.DONE;
            case Decision.TooEarly early -> new Outcome.Retry("too-early", early.awaited());
            case Decision.Contradiction contradiction -> {
                // Only a person, who saw the order some time ago, may decide what it contradicts.
                BrokenPromiseError.unless(
                        event instanceof OperationsEvent,
                        Promises.AGREEMENT,
                        event + ": " + contradiction.what());
                yield new Outcome.Dead("contradiction", contradiction.what());
            }
        };
    }

    private Decision apply(Row row, OrderSignal said) {
        OrderSignal signal = bug.heard(row.state, said);
        Decision decision = lifecycle.decide(bug.seen(row.state, signal), signal, time.now());
        switch (decision) {
            case Decision.Move move -> carryOut(row, move, signal);
            // The walked shop sends late money back.
            case Decision.IfStock either -> carryOut(row, either.withoutStock(), signal);
            case Decision.Repeat(Decision.Echo echo) -> {
                if (echo == Decision.Echo.LAST_EVENTS) {
                    row.lastSaid.forEach(post::send);
                }
            }
            case Decision.TooEarly early -> {}
            case Decision.Contradiction contradiction -> {}
        }
        return decision;
    }

    private void carryOut(Row row, Decision.Move move, OrderSignal signal) {
        boolean phaseChanged = row.state.getClass() != move.next().getClass();
        boolean decided = signal instanceof FromOperations(ReviewDecided any);
        if (decided || signal instanceof RetriedByBuyer) {
            row.toldItsEnd = false;
        }
        row.state = move.next();
        row.toldItsEnd |= row.state instanceof Ended;
        remember(row, said(move.events()), phaseChanged);
        tally.reached(row.state);
    }

    /** What a state said stands until another one speaks; a refund asked for stands for ever. */
    private static void remember(Row row, List<Letter> said, boolean phaseChanged) {
        if (said.isEmpty()) {
            return;
        }
        List<Letter> kept = new ArrayList<>(row.lastSaid);
        if (phaseChanged) {
            kept.removeIf(letter -> !(letter.event() instanceof RefundRequested));
        }
        kept.addAll(said);
        row.lastSaid = List.copyOf(kept);
    }

    Object snapshot() {
        return rows.values().stream().map(Row::state).toList();
    }
}
