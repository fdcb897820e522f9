package steadfast.system.simulation;

import java.util.ArrayList;
import java.util.List;
import steadfast.events.OperationsEvent;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.OrderSignal;
import steadfast.order.lifecycle.OrderSignal.FromOperations;
import steadfast.order.lifecycle.OrderSignal.RetriedByBuyer;
import steadfast.order.lifecycle.OrderState;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderStatus;

/** An order, what it said last, and what its buyer was told of it. */
final class OrderRow {
    private OrderState state;
    private List<Letter> lastEvents;
    private boolean endShown;
    private boolean decidedByAPerson;
    private boolean confirmedByAPerson;

    OrderRow(OrderState state, List<Letter> lastEvents) {
        this.state = state;
        this.lastEvents = lastEvents;
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

    List<Letter> lastEvents() {
        return lastEvents;
    }

    /**
     * Whether the last that its buyer heard was that it failed or expired, and neither the buyer
     * nor a person has started anything since.
     */
    boolean endShown() {
        return endShown;
    }

    /** Whether a person ever decided about it. */
    boolean decidedByAPerson() {
        return decidedByAPerson;
    }

    void markDecided() {
        decidedByAPerson = true;
    }

    /** The signal moved it, and it said this. */
    void moves(OrderSignal signal, OrderState next, List<Letter> events) {
        if (signal instanceof FromOperations(ReviewDecided decided)) {
            endShown = false;
            confirmedByAPerson = decided.decision() == OperationsEvent.Decision.CONFIRM_PAID;
        } else if (signal instanceof RetriedByBuyer) {
            endShown = false;
        }
        // What was confirmed is one round's payment.
        confirmedByAPerson &= next.round().number() == state.round().number();
        boolean phaseChanged = state.getClass() != next.getClass();
        state = next;
        // Cards may follow an audited decision, whenever the money shows.
        endShown |= state instanceof Ended && !confirmedByAPerson;
        remember(events, phaseChanged);
    }

    /**
     * What a state said stands until another one speaks; a refund asked for stands for ever, a
     * permission replaces the one before, and who wants a confirmation asks again.
     */
    private void remember(List<Letter> events, boolean phaseChanged) {
        if (events.isEmpty()) {
            return;
        }
        List<Letter> kept = new ArrayList<>(lastEvents);
        if (phaseChanged) {
            kept.removeIf(letter -> !(letter.event() instanceof RefundRequested));
        }
        if (events.stream().anyMatch(letter -> letter.event() instanceof OrderPaid)) {
            kept.removeIf(letter -> letter.event() instanceof OrderPaid);
        }
        kept.addAll(events);
        kept.removeIf(letter -> letter.event() instanceof PaymentConfirmationRequested);
        lastEvents = List.copyOf(kept);
    }
}
