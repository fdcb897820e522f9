package steadfast.system.walk;

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
    private List<Letter> lastSaid;
    private boolean toldItsEnd;
    private boolean decidedByAPerson;
    private boolean confirmedByAPerson;

    OrderRow(OrderState state, List<Letter> lastSaid) {
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

    List<Letter> lastSaid() {
        return lastSaid;
    }

    /**
     * Whether the last that its buyer heard was that it failed or expired, and neither the buyer
     * nor a person has started anything since.
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

    /** The signal moved it, and it said this. */
    void moves(OrderSignal signal, OrderState next, List<Letter> said) {
        if (signal instanceof FromOperations(ReviewDecided decided)) {
            toldItsEnd = false;
            confirmedByAPerson = decided.decision() == OperationsEvent.Decision.CONFIRM_PAID;
        } else if (signal instanceof RetriedByBuyer) {
            toldItsEnd = false;
        }
        // What was confirmed is one round's payment.
        confirmedByAPerson &= next.round().number() == state.round().number();
        boolean phaseChanged = state.getClass() != next.getClass();
        state = next;
        // Cards may follow an audited decision, whenever the money shows.
        toldItsEnd |= state instanceof Ended && !confirmedByAPerson;
        remember(said, phaseChanged);
    }

    /**
     * What a state said stands until another one speaks; a refund asked for stands for ever, a
     * permission replaces the one before, and who wants a confirmation asks again.
     */
    private void remember(List<Letter> said, boolean phaseChanged) {
        if (said.isEmpty()) {
            return;
        }
        List<Letter> kept = new ArrayList<>(lastSaid);
        if (phaseChanged) {
            kept.removeIf(letter -> !(letter.event() instanceof RefundRequested));
        }
        if (said.stream().anyMatch(letter -> letter.event() instanceof OrderPaid)) {
            kept.removeIf(letter -> letter.event() instanceof OrderPaid);
        }
        kept.addAll(said);
        kept.removeIf(letter -> letter.event() instanceof PaymentConfirmationRequested);
        lastSaid = List.copyOf(kept);
    }
}
