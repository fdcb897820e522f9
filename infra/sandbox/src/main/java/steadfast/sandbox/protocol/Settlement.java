package steadfast.sandbox.protocol;

/** What a pending payment comes to in the end. */
public enum Settlement {
    /** The money is taken, unless a cancel comes first. */
    CAPTURE,

    /** The money is taken, if a cancel comes, then just before it. */
    CAPTURE_BEFORE_CANCEL,

    /** A definite no, unless a cancel comes first. */
    DECLINE
}
