package steadfast.order.lifecycle;

/** What a merchant wants done with money that is captured after its order has ended. */
public enum LatePaymentPolicy {
    /** It goes back. */
    REFUND,
    /** The cards are issued all the same while there is stock; otherwise it goes back. */
    ISSUE_IF_STOCK,
    /** It stays until a person decides. */
    REVIEW
}
