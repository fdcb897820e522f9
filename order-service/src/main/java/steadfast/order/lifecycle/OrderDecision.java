package steadfast.order.lifecycle;

import java.util.List;
import steadfast.events.OrderEvent;

/** The result of a signal; carried out elsewhere. */
public sealed interface OrderDecision {

    /** The order changes to {@code next} and publishes these events, in one transaction. */
    record Move(OrderState next, List<OrderEvent> events) implements OrderDecision {

        public Move {
            events = List.copyOf(events);
        }

        static Move to(OrderState next, OrderEvent... events) {
            return new Move(next, List.of(events));
        }
    }

    /**
     * One of two moves, chosen by the stock: only the code that carries it out can take stock.
     *
     * @param withStock if the order's whole quantity could be taken
     * @param withoutStock if there was too little
     */
    record IfStock(Move withStock, Move withoutStock) implements OrderDecision {}

    /** Nothing changes: the signal was already known, or no longer matters. */
    record Repeat(Republish republish) implements OrderDecision {

        static final Repeat SILENT = new Repeat(Republish.NONE);
    }

    /** What the order publishes on a repeat. */
    enum Republish {
        NONE,
        /** Its last events, with the same IDs: another service is missing one. */
        LAST_EVENTS
    }

    /** The signal may be valid once something else has arrived. */
    record TooEarly(String awaited) implements OrderDecision {}

    /** The signal can never be valid: an alarm. */
    record Contradiction(String what) implements OrderDecision {}
}
