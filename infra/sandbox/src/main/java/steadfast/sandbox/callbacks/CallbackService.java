package steadfast.sandbox.callbacks;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steadfast.sandbox.bank.PaymentBook;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.MerchantResponse;

/** The entry point to callbacks; without a target there are none. */
public final class CallbackService implements AutoCloseable {

    private final CallbackCounts counts = new CallbackCounts();
    private final Optional<CallbackSender> sender;
    private final Optional<Callbacks> callbacks;

    /**
     * Creates the callbacks of this book's payments.
     *
     * @param settled completes when all decisions so far are on disk
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

    /** Receives every fact after the ledger and the journal. */
    public void changed(LedgerEvent ledgerEvent) {
        callbacks.ifPresent(open -> open.changed(ledgerEvent));
    }

    /**
     * Completes when all callbacks were sent that must precede the response, of changes since the
     * last call.
     */
    public CompletableFuture<Void> takeFirst() {
        return callbacks
                .map(Callbacks::takeFirst)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Returns the counts since the start. */
    public MerchantResponse show() {
        return MerchantResponse.ok(counts.view());
    }

    /** Stops sending. */
    @Override
    public void close() {
        sender.ifPresent(CallbackSender::close);
    }
}
