package steadfast.gateway.alipay;

/** What came is not what the API says it is; never leaves this package. */
final class UnreadableAlipayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    UnreadableAlipayException(String complaint) {
        super(complaint);
        this.complaint = complaint;
    }

    /** What is wrong with the body. */
    String complaint() {
        return complaint;
    }
}
