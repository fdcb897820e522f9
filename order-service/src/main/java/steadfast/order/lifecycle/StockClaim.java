package steadfast.order.lifecycle;

/** What an order has of the stock that may be sold. */
public enum StockClaim {
    /** Nothing. */
    NONE,
    /** Its quantity is held for it. */
    HELD,
    /** Its quantity is sold to it. */
    SOLD
}
