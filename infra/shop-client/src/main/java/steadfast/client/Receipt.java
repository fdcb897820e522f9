package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.events.Money;
import steadfast.events.OrderId;

/** The content of a 2xx: from now on the order exists. */
public record Receipt(OrderId orderId, String viewToken, Money total) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    static Receipt of(JsonNode order) {
        return new Receipt(
                OrderId.parse(order.path("orderId").asText()),
                order.path("viewToken").asText(),
                new Money(
                        order.path("total").path("amountMinor").asLong(-1),
                        order.path("total").path("currency").asText()));
    }

    /** Returns what the buyer sees the order with. */
    public OrderTicket ticket() {
        return new OrderTicket(orderId, viewToken);
    }

    /** Leaves the token out: anyone who has it sees the cards. */
    @Override
    public String toString() {
        return "Receipt[%s, %s]".formatted(orderId, total);
    }
}
