package steadfast.client;

import steadfast.events.OrderId;

/**
 * What a buyer needs to see an order again: keep both, and show the token to nobody else.
 *
 * @param viewToken came with the order, once
 */
public record OrderTicket(OrderId orderId, String viewToken) {

    /** Leaves the token out: anyone who has it sees the cards. */
    @Override
    public String toString() {
        return "OrderTicket[" + orderId + "]";
    }
}
