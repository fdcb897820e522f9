package steadfast.gateway.sandbox;

/** Thrown if the answer's body does not conform to the API; never leaves this package. */
final class UnreadableReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    UnreadableReplyException(String complaint) {
        super(complaint);
        this.complaint = complaint;
    }

    /** Returns what is wrong with the body. */
    String complaint() {
        return complaint;
    }
}
