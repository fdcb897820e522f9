package steadfast.local.demo;

import java.util.List;

/**
 * What a run came to, as {@code --report} writes it.
 *
 * @param acknowledged orders that got a 2xx
 * @param captures of acknowledged orders, in the gateway's ledger
 * @param cardsIssued to acknowledged orders, in the card table
 * @param cpuMillisPerOrder CPU time of our four services by acknowledged order
 */
record Report(
        int orders,
        int acknowledged,
        Disposition disposition,
        int captures,
        int refunds,
        int cardsIssued,
        SavedBy savedBy,
        CompletionMillis completionMillis,
        double cpuMillisPerOrder,
        List<String> violations) {

    /**
     * Completed orders that needed help; an order that the reconciler helped is not counted under
     * retry.
     */
    record SavedBy(int retry, int reconciler) {}

    /** From the first click to the poll that saw the order completed. */
    record CompletionMillis(long p50, long p99) {}
}
