package steadfast.events;

/** Why an order failed, in terms the buyer can act on. */
public enum FailureReason {
    /** The gateway definitely declined the payment; another payment method may work. */
    PAYMENT_DECLINED,
    /**
     * The gateway takes no such payment (amount, currency or method) from any buyer; another
     * payment method may work.
     */
    NOT_PAYABLE_THIS_WAY,
    /** The buyer cancelled and the gateway confirmed that nothing was or can be captured. */
    CANCELLED_BY_BUYER,
    /** The payment was closed, unpaid, before it could be captured. */
    PAYMENT_CLOSED,
    /** There was no stock left before a charge was sent. */
    OUT_OF_STOCK
}
