package steadfast.local.demo.buyers;

import steadfast.events.Money;
import steadfast.events.OrderId;

/** What a 2xx promised: from now on the order exists. */
public record Receipt(OrderId orderId, String viewToken, Money total) {}
