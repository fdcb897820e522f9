package steadfast.gateway.alipay;

/** Thrown if an answer does not conform to the API; never leaves this package. */
final class UnreadableAlipayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    UnreadableAlipayException(String complaint) {
        super(complaint);
        this.complaint = complaint;
    }

    /** Returns what is wrong with the body. */
    String complaint() {
        return complaint;
    }
}
