package steadfast.sandbox.bank;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.PaymentKey;

/** Every movement of money, in the order it happened, numbered from 1 without gaps. */
public final class Ledger {

    /** The most entries on a page. */
    public static final int PAGE_LIMIT = 10_000;

    private final List<Entry> entries = new ArrayList<>();

    /** The direction of the money. */
    enum Kind {
        CAPTURE,
        REFUND,
        /** A refund came back to the gateway. */
        REFUND_FAILED,
        /** The buyer's bank charged back the rest. */
        DISPUTE
    }

    /** One movement of money; {@code refundKey} is there for refunds, and their failure, only. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long sequence,
            Kind kind,
            PaymentKey paymentId,
            @Nullable String refundKey,
            long amountMinor,
            String currency,
            Instant at) {}

    /**
     * Some entries in order.
     *
     * @param next the {@code after} of the following page
     * @param more whether there already is one
     */
    record Page(List<Entry> entries, long next, boolean more) {}

    void apply(LedgerEvent ledgerEvent) {
        switch (ledgerEvent) {
            case LedgerEvent.Captured captured ->
                    add(Kind.CAPTURE, captured.paymentId(), null, captured.amount(), captured.at());
            case LedgerEvent.Refunded refunded ->
                    add(
                            Kind.REFUND,
                            refunded.paymentId(),
                            refunded.key(),
                            refunded.amount(),
                            refunded.at());
            case LedgerEvent.RefundFailed failed ->
                    add(
                            Kind.REFUND_FAILED,
                            failed.paymentId(),
                            failed.key(),
                            failed.amount(),
                            failed.at());
            case LedgerEvent.Disputed disputed ->
                    add(Kind.DISPUTE, disputed.paymentId(), null, disputed.amount(), disputed.at());
            case LedgerEvent.Pending pending -> {}
            case LedgerEvent.ActionRequired asked -> {}
            case LedgerEvent.Declined declined -> {}
            case LedgerEvent.Cancelled cancelled -> {}
            case LedgerEvent.Scripted scripted -> {}
            case LedgerEvent.StepTaken taken -> {}
        }
    }

    private void add(
            Kind kind, PaymentKey paymentId, @Nullable String refundKey, Money amount, Instant at) {
        entries.add(
                new Entry(
                        entries.size() + 1L,
                        kind,
                        paymentId,
                        refundKey,
                        amount.amountMinor(),
                        amount.currency(),
                        at));
    }

    /** Up to {@code limit} entries whose sequence is above {@code after}. */
    public Page page(long after, int limit) {
        int from = (int) Math.min(after, entries.size());
        int to = Math.min(from + Math.min(limit, PAGE_LIMIT), entries.size());
        return new Page(
                List.copyOf(entries.subList(from, to)), Math.max(after, to), to < entries.size());
    }
}
