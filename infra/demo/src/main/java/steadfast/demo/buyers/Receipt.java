package steadfast.demo.buyers;

import steadfast.events.Money;
import steadfast.events.OrderId;

/** The content of a 2xx: from now on the order exists. */
public record Receipt(OrderId orderId, String viewToken, Money total) {}
