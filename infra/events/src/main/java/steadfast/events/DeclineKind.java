package steadfast.events;

/** Who said no to a payment, and so what the buyer can do about it. */
public enum DeclineKind {
    /** The buyer's bank or the gateway refused this buyer's payment. */
    REFUSED,
    /**
     * The gateway takes no such payment from anybody: the amount, the currency or the method is
     * outside what it accepts. Another payment method may work.
     */
    NOT_PAYABLE_THIS_WAY
}
