package steadfast.gateway.sandbox;

/** The answer's body is not what the API says it is; never leaves this package. */
final class UnreadableReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    UnreadableReplyException(String complaint) {
        super(complaint);
        this.complaint = complaint;
    }

    /** What is wrong with the body. */
    String complaint() {
        return complaint;
    }
}
