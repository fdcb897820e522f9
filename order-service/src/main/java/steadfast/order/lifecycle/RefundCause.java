package steadfast.order.lifecycle;

/** The reason for a refund. */
public enum RefundCause {
    /** The order was paid, then its cards were withdrawn. */
    CARDS_WITHDRAWN("cards-withdrawn"),
    /** The payment was captured after the buyer had been told that the order failed or expired. */
    CAPTURED_TOO_LATE("captured-too-late"),
    /** Another round had already paid. */
    CAPTURED_TWICE("captured-twice"),
    /** A person decided to refund. */
    DECIDED("decided"),
    /** The buyer's bank disputes the payment, and no cards were issued. */
    DISPUTED("disputed"),
    /** An earlier refund succeeded and failed later. */
    REFUND_FAILED("refund-failed");

    private final String code;

    RefundCause(String code) {
        this.code = code;
    }

    /** Returns the reason as the refund request states it. */
    public String code() {
        return code;
    }
}
