package steadfast.sandbox;

/** The final outcome of a pending payment. */
enum Settlement {
    /** Captured, unless a cancel comes first. */
    CAPTURE,

    /** Captured; if a cancel comes, then just before it. */
    CAPTURE_BEFORE_CANCEL,

    /** Declined, unless a cancel comes first. */
    DECLINE
}
