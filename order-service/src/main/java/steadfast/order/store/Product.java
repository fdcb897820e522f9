package steadfast.order.store;

import steadfast.events.Money;
import steadfast.events.Sku;

/**
 * A product of the catalogue.
 *
 * @param onSale whether it can be ordered
 * @param available how many may still be sold, once it is on sale
 */
public record Product(Sku sku, String title, Money price, boolean onSale, long available) {}
