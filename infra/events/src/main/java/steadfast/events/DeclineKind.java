package steadfast.events;

/** The reason for a declined payment, which tells what the buyer can do about it. */
public enum DeclineKind {
    /** The buyer's bank or the gateway refused this buyer's payment. */
    REFUSED,
    /**
     * The gateway takes no such payment from any buyer: it does not accept the amount, the currency
     * or the method. Another payment method may work.
     */
    NOT_PAYABLE_THIS_WAY
}
