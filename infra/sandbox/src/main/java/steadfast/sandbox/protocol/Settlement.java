package steadfast.sandbox.protocol;

/** The final outcome of a pending payment. */
public enum Settlement {
    /** Captured, unless a cancel comes first. */
    CAPTURE,

    /** Captured; if a cancel comes, then just before it. */
    CAPTURE_BEFORE_CANCEL,

    /** Declined, unless a cancel comes first. */
    DECLINE
}
