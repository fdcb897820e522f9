package steadfast.order.store;

import steadfast.events.Money;

/** A product as an operator lists it. */
public record Listing(String title, Money price, boolean onSale) {}
