package steadfast.local.demo;

import java.util.Optional;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/** One card of this run's products, as its table has it; the code in it is sealed. */
record CardRow(String cardId, Sku sku, Optional<OrderId> orderId) {}
