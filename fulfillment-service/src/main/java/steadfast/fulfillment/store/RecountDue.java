package steadfast.fulfillment.store;

/**
 * Fired in a transaction that leaves cards to be counted under a SKU's lock: stock arrived, or too
 * few cards could be locked. Only a hint to recount at once; the periodic run finds what a crash
 * lost.
 */
public record RecountDue() {}
