package steadfast.order.lifecycle;

/** What happens to money that is captured after its order has ended; chosen by the merchant. */
public enum LatePaymentPolicy {
    /** The money is refunded. */
    REFUND,
    /** The cards are issued if there is stock; otherwise the money is refunded. */
    ISSUE_IF_STOCK,
    /** The money is held until a person decides. */
    REVIEW
}
