package steadfast.sandbox.callbacks;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steadfast.sandbox.bank.PaymentBook;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.MerchantResponse;

/** Everything about callbacks behind one door; without a target there are none. */
public final class CallbackService implements AutoCloseable {

    private final CallbackCounts counts = new CallbackCounts();
    private final Optional<CallbackSender> sender;
    private final Optional<Callbacks> callbacks;

    /**
     * About the payments of this book.
     *
     * @param settled completes when all that was decided so far is on disk
     */
    public CallbackService(
            Optional<CallbackTarget> target,
            PaymentBook book,
            FaultInjector faultInjector,
            Supplier<CompletableFuture<Void>> settled,
            Clock clock) {
        this.sender =
                target.map(known -> new CallbackSender(known, counts, clock, faultInjector.pace()));
        this.callbacks =
                sender.map(open ->
                        new Callbacks(
                                open.merchant(),
                                book,
                                faultInjector,
                                new CallbackFates(faultInjector.pace()),
                                counts,
                                open::send,
                                settled));
    }

    /** Hears of every fact after the books and the journal. */
    public void changed(LedgerEvent ledgerEvent) {
        callbacks.ifPresent(open -> open.changed(ledgerEvent));
    }

    /**
     * Completes when everything has left that must be told before an answer, and was brought about
     * since this was last asked.
     */
    public CompletableFuture<Void> takeFirst() {
        return callbacks
                .map(Callbacks::takeFirst)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** What was sent since the start. */
    public MerchantResponse show() {
        return MerchantResponse.ok(counts.view());
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        sender.ifPresent(CallbackSender::close);
    }
}
