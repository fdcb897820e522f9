package steadfast.local.demo;

import steadfast.events.Money;
import steadfast.events.OrderId;

/** What a 2xx promised: from now on the order exists. */
record Receipt(OrderId orderId, String viewToken, Money total) {}
