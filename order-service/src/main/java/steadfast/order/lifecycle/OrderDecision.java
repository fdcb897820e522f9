package steadfast.order.lifecycle;

import java.util.List;
import steadfast.events.OrderEvent;

/** What follows from a signal; carried out elsewhere. */
public sealed interface OrderDecision {

    /** The order stands elsewhere now, and says these events with it, in one transaction. */
    record Move(OrderState next, List<OrderEvent> events) implements OrderDecision {

        public Move {
            events = List.copyOf(events);
        }

        static Move to(OrderState next, OrderEvent... events) {
            return new Move(next, List.of(events));
        }
    }

    /**
     * One of two moves, and the shelf says which: only whoever carries it out can take the stock.
     *
     * @param withStock if the order's whole quantity could be taken
     * @param withoutStock if there was too little
     */
    record IfStock(Move withStock, Move withoutStock) implements OrderDecision {}

    /** Nothing new: what it says was known, or no longer matters. */
    record Repeat(Echo echo) implements OrderDecision {

        static final Repeat SILENT = new Repeat(Echo.NONE);
    }

    /** What a repeat makes the order say. */
    enum Echo {
        NONE,
        /** Its last events, with the IDs that they had: somebody is missing one. */
        LAST_EVENTS
    }

    /** It may be right once something else has been heard. */
    record TooEarly(String awaited) implements OrderDecision {}

    /** It can never be right: an alarm. */
    record Contradiction(String what) implements OrderDecision {}
}
