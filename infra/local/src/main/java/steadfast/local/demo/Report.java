package steadfast.local.demo;

import java.util.List;

/**
 * What a run came to, as {@code --report} writes it.
 *
 * @param acknowledged orders that got a 2xx
 * @param captures of acknowledged orders, in the gateway's ledger
 * @param cardsIssued to acknowledged orders, in the card table
 * @param naiveShop what another shop would have done in the same weather
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
        NaiveShop naiveShop,
        CompletionMillis completionMillis,
        double cpuMillisPerOrder,
        List<String> violations) {

    /**
     * Orders that needed help: completed ones by a retry or by the reconciler (one that both helped
     * is the reconciler's), and those that are in a person's open case at the end.
     */
    record SavedBy(int retry, int reconciler, int review) {}

    /** From the first click to the poll that saw the order completed. */
    record CompletionMillis(long p50, long p99) {}
}
