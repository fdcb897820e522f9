package steadfast.order.lifecycle;

/** An order's claim on the stock. */
public enum StockClaim {
    /** Nothing. */
    NONE,
    /** Its quantity is held for it. */
    HELD,
    /** Its quantity is sold to it. */
    SOLD
}
