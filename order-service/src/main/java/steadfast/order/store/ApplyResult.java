package steadfast.order.store;

import steadfast.order.lifecycle.OrderDecision;
import steadfast.order.lifecycle.OrderState;

/** The result of applying a signal. */
public sealed interface ApplyResult {

    /**
     * The signal was decided and carried out.
     *
     * @param decision of two possible moves the one that was made
     * @param state the order's state now
     */
    record Decided(OrderDecision decision, OrderState state) implements ApplyResult {}

    /** The order does not exist. */
    record NoSuchOrder() implements ApplyResult {}

    /** The order would need stock for its next round, and there is too little; nothing changed. */
    record NoStock() implements ApplyResult {}
}
