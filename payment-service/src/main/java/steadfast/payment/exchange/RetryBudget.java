package steadfast.payment.exchange;

/**
 * Keeps what comes again from crowding out what comes for the first time: each first call earns a
 * share of one retried call. Not safe for several threads by itself.
 */
final class RetryBudget {
    /** Never less at the start of a period: perhaps only retried calls are left to try with. */
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
