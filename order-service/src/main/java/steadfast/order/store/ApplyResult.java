package steadfast.order.store;

import steadfast.order.lifecycle.OrderDecision;
import steadfast.order.lifecycle.OrderState;

/** What became of a signal. */
public sealed interface ApplyResult {

    /**
     * It was decided and carried out.
     *
     * @param decision of two moves the one that was made
     * @param state where the order stands now
     */
    record Decided(OrderDecision decision, OrderState state) implements ApplyResult {}

    /** There is no such order. */
    record NoSuchOrder() implements ApplyResult {}

    /** The order would need stock for its next round, and there is too little; nothing changed. */
    record NoStock() implements ApplyResult {}
}
