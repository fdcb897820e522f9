package steadfast.order.lifecycle;

/** Why money goes back. */
public enum RefundCause {
    /** The order was paid, then its cards were withdrawn. */
    CARDS_WITHDRAWN("cards-withdrawn"),
    /** The payment was captured after the buyer had been told that the order failed or expired. */
    CAPTURED_TOO_LATE("captured-too-late"),
    /** Another round had already paid. */
    CAPTURED_TWICE("captured-twice"),
    /** A person decided so. */
    DECIDED("decided"),
    /** The buyer's bank takes the money back, or asks for it, and no cards are out. */
    DISPUTED("disputed"),
    /** It had gone back, and then came home: the refund failed later. */
    REFUND_FAILED("refund-failed");

    private final String code;

    RefundCause(String code) {
        this.code = code;
    }

    /** As the refund request says it. */
    public String code() {
        return code;
    }
}
