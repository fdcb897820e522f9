package steadfast.fulfillment.store;

/**
 * Fired inside a transaction that leaves cards to be counted under a SKU's lock: stock arrived, or
 * too few cards could be locked. Only a hint to look at once; the sweep finds what a crash hid.
 */
public record RecountDue() {}
