package steadfast.order.lifecycle;

import steadfast.order.lifecycle.OrderState.Completed;
import steadfast.order.lifecycle.OrderState.Ended;
import steadfast.order.lifecycle.OrderState.Held;
import steadfast.order.lifecycle.OrderState.Issuing;
import steadfast.order.lifecycle.OrderState.Refunded;
import steadfast.order.lifecycle.OrderState.Refunding;
import steadfast.order.lifecycle.OrderState.Unpaid;
import steadfast.order.lifecycle.OrderState.Withdrawing;

/** An order's claim on the stock. */
public enum StockClaim {
    /** Nothing. */
    NONE,
    /** Its quantity is held for it. */
    HELD,
    /** Its quantity is sold to it. */
    SOLD;

    /** Returns the claim of an order in this state. */
    static StockClaim of(OrderState state) {
        return switch (state) {
            // A paid order holds its stock until the cards are issued or the money is refunded.
            case Unpaid _, Issuing _, Withdrawing _ -> HELD;
            case Completed _ -> SOLD;
            // The end of an order releases the stock; only the decision to issue takes it again.
            case Ended _, Held _ -> NONE;
            // Cards that were withdrawn stay held until the money is back; an ended order held
            // none.
            case Refunding s -> s.cause() == RefundCause.CARDS_WITHDRAWN ? HELD : NONE;
            case Refunded _ -> NONE;
        };
    }
}
