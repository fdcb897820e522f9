package steadfast.demo.check;

import java.util.Optional;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/** One card of this run's products, as its table has it; the code in it is sealed. */
public record CardRow(String cardId, Sku sku, Optional<OrderId> orderId) {}
