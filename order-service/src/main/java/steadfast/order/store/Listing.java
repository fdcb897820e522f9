package steadfast.order.store;

import steadfast.events.Money;

/** What a person says of a product. */
public record Listing(String title, Money price, boolean onSale) {}
