package steadfast.payment.gatewaycall;

/** The kind of attempt: a record that just came, or one that failed before. */
public enum AttemptKind {
    FIRST,
    RETRIED;

    /**
     * Returns the kind for this delivery attempt, counted from 1; parking does not increase a
     * record's attempts.
     */
    public static AttemptKind ofAttempt(int attempt) {
        return attempt > 1 ? RETRIED : FIRST;
    }
}
