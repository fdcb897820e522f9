package steadfast.order.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.LatePaymentPolicy;
import steadfast.order.lifecycle.OrderDecision;
import steadfast.order.lifecycle.OrderDecision.Contradiction;
import steadfast.order.lifecycle.OrderDecision.IfStock;
import steadfast.order.lifecycle.OrderDecision.Move;
import steadfast.order.lifecycle.OrderDecision.Repeat;
import steadfast.order.lifecycle.OrderDecision.Republish;
import steadfast.order.lifecycle.OrderDecision.TooEarly;
import steadfast.order.lifecycle.OrderLifecycle;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.TimeToLivePassed;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Paid;
import steadfast.order.lifecycle.OrderStatus;
import steadfast.order.lifecycle.OrderTerms;
import steadfast.order.lifecycle.ViewToken;
import steadfast.order.metrics.OrderMeters;

/** The orders: the only place that turns a decision into a row, events and stock. */
@ApplicationScoped
public class Orders {

    private final OrderRows rows;
    private final LastEvents lastEvents;
    private final ProductStock stock;
    private final OrderLifecycle lifecycle;
    private final LateMoneyRecords lateMoney;
    private final OrderMeters meters;
    private final Clock clock;

    Orders(
            OrderRows rows,
            LastEvents lastEvents,
            ProductStock stock,
            OrderLifecycle lifecycle,
            LateMoneyRecords lateMoney,
            OrderMeters meters,
            Clock clock) {
        this.rows = rows;
        this.lastEvents = lastEvents;
        this.stock = stock;
        this.lifecycle = lifecycle;
        this.lateMoney = lateMoney;
        this.meters = meters;
        this.clock = clock;
    }

    /** Writes a new order and publishes its first events; the caller must take its stock. */
    @Transactional(TxType.MANDATORY)
    public void add(Move accepted) {
        OrderRow row = new OrderRow();
        OrderRowMapping.write(accepted.next(), row);
        lastEvents.publishFirst(row, accepted.events());
        rows.persistAndFlush(row);
    }

    /** Locks the order, decides, and carries the decision out, all in the caller's transaction. */
    @Transactional
    public ApplyResult apply(OrderId id, OrderSignal signal) {
        Optional<OrderRow> row = rows.lock(id);
        return row.isPresent() ? apply(row.get(), signal) : new ApplyResult.NoSuchOrder();
    }

    /**
     * Expires orders whose time to live has passed, at most as many as the limit.
     *
     * @return how many there were; as many as the limit means that there may be more
     */
    @Transactional
    public int expireDue(int limit) {
        List<OrderRow> due = rows.lockDue(clock.instant(), limit);
        due.forEach(row -> apply(row, new TimeToLivePassed()));
        return due.size();
    }

    /**
     * Returns the order, if it belongs to this storefront and the token is right. Never reveals
     * which of these is wrong, or whether the order exists.
     *
     * @param viewToken null if the request had none
     */
    @Transactional
    public Optional<OrderState> shownTo(
            String storefront, @Nullable String viewToken, String orderId) {
        Optional<OrderId> id = id(orderId);
        if (id.isEmpty() || viewToken == null) {
            return Optional.empty();
        }
        ViewToken token = new ViewToken(viewToken);
        return rows.findByIdOptional(id.get().value())
                .map(OrderRowMapping::read)
                .filter(state ->
                        token.opens(state.terms())
                                && state.terms().storefront().equals(storefront));
    }

    private static Optional<OrderId> id(String text) {
        try {
            return Optional.of(OrderId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the number of orders by status, statuses without orders included. */
    @Transactional
    public Map<OrderStatus, Long> counts() {
        return rows.counts();
    }

    private ApplyResult apply(OrderRow row, OrderSignal signal) {
        OrderState state = OrderRowMapping.read(row);
        OrderDecision decision = lifecycle.decide(state, signal, now());
        switch (decision) {
            case Move move -> {
                return execute(row, state, move);
            }
            case IfStock either -> {
                return execute(row, state, either);
            }
            case Repeat(Republish republish) -> {
                if (republish == Republish.LAST_EVENTS) {
                    lastEvents.republish(row);
                }
            }
            case TooEarly t -> {}
            case Contradiction c -> {}
        }
        rows.forget(row);
        return new ApplyResult.Decided(decision, state);
    }

    /** PostgreSQL keeps microseconds: events must hold the value that will be read back. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private ApplyResult execute(OrderRow row, OrderState from, IfStock either) {
        OrderTerms terms = from.terms();
        return stock.hold(terms.sku(), terms.quantity())
                ? write(row, from, either.withStock())
                : execute(row, from, either.withoutStock());
    }

    private ApplyResult execute(OrderRow row, OrderState from, Move move) {
        if (!stock.follows(from, move.next())) {
            rows.forget(row);
            return new ApplyResult.NoStock();
        }
        return write(row, from, move);
    }

    private ApplyResult write(OrderRow row, OrderState from, Move move) {
        OrderState next = move.next();
        OrderRowMapping.write(next, row);
        lastEvents.publish(row, move.events(), replacesEvents(from, next));
        rows.writeAndForget(row);
        recordLateMoney(from, next);
        meters.moved(from, next);
        return new ApplyResult.Decided(move, next);
    }

    /** Returns whether the events of the previous state are no longer needed. */
    private static boolean replacesEvents(OrderState from, OrderState next) {
        return from.getClass() != next.getClass() || from.round().number() != next.round().number();
    }

    private void recordLateMoney(OrderState from, OrderState next) {
        if (from instanceof Ended && next instanceof Paid paid) {
            LatePaymentPolicy policy = paid.capture().late();
            if (policy != null) {
                lateMoney.applied(policy, paid);
            }
        }
    }
}
