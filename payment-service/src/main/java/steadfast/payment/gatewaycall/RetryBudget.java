package steadfast.payment.gatewaycall;

/**
 * Keeps retried calls from crowding out first calls: each first call earns a share of one retried
 * call. Not thread-safe.
 */
final class RetryBudget {
    /**
     * The minimum at the start of a period, because there may be only retried calls to probe with.
     */
    private static final double RESERVE = 1;

    private final double share;
    private double retriesLeft = RESERVE;

    RetryBudget(double share) {
        this.share = share;
    }

    void startPeriod() {
        retriesLeft = Math.max(RESERVE, retriesLeft);
    }

    /** Counts the call if the budget allows it. */
    boolean spend(AttemptKind attemptKind) {
        return switch (attemptKind) {
            case FIRST -> {
                retriesLeft += share;
                yield true;
            }
            case RETRIED -> {
                boolean enough = retriesLeft >= 1;
                retriesLeft -= enough ? 1 : 0;
                yield enough;
            }
        };
    }
}
