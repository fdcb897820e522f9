package steadfast.payment.exchange;

/** Whether a record is handled because it came, or because it failed before. */
public enum AttemptKind {
    FIRST,
    RETRIED;

    /** The turn of a delivery, counted from 1; a parked record's attempts don't rise. */
    public static AttemptKind ofAttempt(int attempt) {
        return attempt > 1 ? RETRIED : FIRST;
    }
}
