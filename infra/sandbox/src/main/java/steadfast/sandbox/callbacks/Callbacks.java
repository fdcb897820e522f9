package steadfast.sandbox.callbacks;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import steadfast.events.Sha256;
import steadfast.sandbox.bank.PaymentBook;
import steadfast.sandbox.faults.FaultInjector;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.PaymentJson;
import steadfast.sandbox.protocol.PaymentKey;

/**
 * Sends callbacks about every change of a payment, with the configured faults. The ledger is never
 * changed, whatever the merchant is told. {@link #changed} is for the event loop's thread.
 */
final class Callbacks {

    private static final int ID_BYTES = 16;
    private static final int MAX_HELD_BACK = 10_000;

    private final String merchant;
    private final PaymentBook book;
    private final FaultInjector faultInjector;
    private final CallbackFates fates;
    private final CallbackCounts counts;
    private final Function<Callback, CompletableFuture<Void>> send;
    private final Supplier<CompletableFuture<Void>> settled;
    private final Map<PaymentKey, CompletableFuture<Void>> heldBack = new ConcurrentHashMap<>();
    private CompletableFuture<Void> first = CompletableFuture.completedFuture(null);

    /**
     * Creates the callbacks of this book's payments.
     *
     * @param send completes when the callback was tried once
     * @param settled completes when all that was decided so far is on disk
     */
    Callbacks(
            String merchant,
            PaymentBook book,
            FaultInjector faultInjector,
            CallbackFates fates,
            CallbackCounts counts,
            Function<Callback, CompletableFuture<Void>> send,
            Supplier<CompletableFuture<Void>> settled) {
        this.merchant = merchant;
        this.book = book;
        this.faultInjector = faultInjector;
        this.fates = fates;
        this.counts = counts;
        this.send = send;
        this.settled = settled;
    }

    /** Receives every fact after the ledger and the journal. */
    void changed(LedgerEvent ledgerEvent) {
        switch (ledgerEvent) {
            case LedgerEvent.ActionRequired asked -> send(asked, asked.at());
            case LedgerEvent.Captured captured -> send(captured, captured.at());
            case LedgerEvent.Declined declined -> send(declined, declined.at());
            case LedgerEvent.Cancelled cancelled -> send(cancelled, cancelled.at());
            case LedgerEvent.Refunded refunded -> send(refunded, refunded.at());
            case LedgerEvent.RefundFailed failed -> send(failed, failed.at());
            case LedgerEvent.Disputed disputed -> send(disputed, disputed.at());
            case LedgerEvent.Pending pending -> {}
            case LedgerEvent.Scripted scripted -> {}
            case LedgerEvent.StepTaken taken -> {}
        }
    }

    /**
     * Completes when all callbacks were sent that must precede the response, of changes since the
     * last call.
     */
    CompletableFuture<Void> takeFirst() {
        CompletableFuture<Void> taken = first;
        first = CompletableFuture.completedFuture(null);
        return taken;
    }

    private void send(LedgerEvent ledgerEvent, Instant at) {
        PaymentKey paymentId = ledgerEvent.paymentId();
        PaymentJson payment = PaymentJson.of(book.find(paymentId).orElseThrow());
        FaultInjector.DrawnFault drawn = faultInjector.callback(paymentId);
        counts.happened(drawn.fault());
        CallbackPlan plan =
                fates.of(
                        drawn.fault(),
                        new Callback.Event(id(ledgerEvent), merchant, payment),
                        at,
                        drawn.random());
        Optional<CompletableFuture<Void>> older = Optional.ofNullable(heldBack.get(paymentId));
        CompletableFuture<Void> tried = start(paymentId, plan);
        older.ifPresent(waiting -> {
            var _ = tried.whenComplete((done, lost) -> waiting.complete(null));
        });
    }

    private CompletableFuture<Void> start(PaymentKey paymentId, CallbackPlan plan) {
        counts.planned();
        CompletableFuture<Void> onDisk = settled.get();
        return switch (plan.when()) {
            case AT_ONCE -> onDisk.thenCompose(done -> release(plan.callbacks()));
            case AFTER_A_NEWER ->
                    newerThan(paymentId)
                            .thenCompose(newer -> onDisk)
                            .thenCompose(done -> release(plan.callbacks()));
            case BEFORE_THE_ANSWER -> {
                CompletableFuture<Void> tried =
                        onDisk.thenCompose(done -> release(plan.callbacks()));
                first = CompletableFuture.allOf(first, tried);
                yield tried;
            }
        };
    }

    private CompletableFuture<Void> newerThan(PaymentKey paymentId) {
        if (heldBack.size() >= MAX_HELD_BACK) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> newer =
                new CompletableFuture<Void>()
                        .completeOnTimeout(
                                null, fates.heldBackAtMost().toMillis(), TimeUnit.MILLISECONDS);
        heldBack.put(paymentId, newer);
        return newer.whenComplete((done, lost) -> heldBack.remove(paymentId, newer));
    }

    private CompletableFuture<Void> release(List<Callback> callbacks) {
        CompletableFuture<?>[] tried =
                callbacks.stream().map(send).toArray(CompletableFuture<?>[]::new);
        counts.released();
        return CompletableFuture.allOf(tried);
    }

    /** Returns the event's ID: the same fact always has the same ID. */
    private String id(LedgerEvent ledgerEvent) {
        byte[] hash = Sha256.of(merchant + " " + ledgerEvent);
        return "evt-" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }
}
