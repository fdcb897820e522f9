package steadfast.order.store;

import steadfast.events.Money;
import steadfast.events.Sku;

/**
 * A product of the catalogue.
 *
 * @param available how many may still be sold
 */
public record Product(Sku sku, String title, Money price, long available) {}
