package steadfast.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.demo.gateways.CallbackReport;

/**
 * The result of a run, as {@code --report} writes it.
 *
 * @param acknowledged orders that got a 2xx
 * @param captures of acknowledged orders, in all gateways' ledgers
 * @param cardsIssued to acknowledged orders, in the card table
 * @param naiveShop what a naive shop would have done with the same faults
 * @param cpuMillisPerOrder CPU time of our four services by acknowledged order
 * @param meanwhile how orders were served while one gateway was away; null if none was
 */
public record DemoReport(
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Meanwhile meanwhile,
        List<CallbackReport> callbacks,
        List<String> violations) {

    /**
     * Orders that needed help: completed ones by a retry, by a callback or by the reconciler (one
     * that several helped is the last one's), and those that are in a person's open case at the
     * end.
     */
    record SavedBy(int retry, int callback, int reconciler, int review) {}

    /** From the first click to the poll that saw the order completed. */
    record CompletionMillis(long p50, long p99) {}
}
