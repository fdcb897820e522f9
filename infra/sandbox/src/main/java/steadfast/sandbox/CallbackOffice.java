package steadfast.sandbox;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Everything about callbacks behind one door; without a target there are none. */
final class CallbackOffice implements AutoCloseable {

    private final CallbackCounts counts = new CallbackCounts();
    private final Optional<CallbackSender> sender;
    private final Optional<Callbacks> callbacks;

    /**
     * About the payments of this book.
     *
     * @param settled completes when all that was decided so far is on disk
     */
    CallbackOffice(
            Optional<CallbackTarget> target,
            PaymentBook book,
            Weather weather,
            Supplier<CompletableFuture<Void>> settled,
            Clock clock) {
        this.sender = target.map(known -> new CallbackSender(known, counts, clock, weather.pace()));
        this.callbacks =
                sender.map(open ->
                        new Callbacks(
                                open.merchant(),
                                book,
                                weather,
                                new CallbackFates(weather.pace()),
                                counts,
                                open::send,
                                settled));
    }

    /** Hears of every fact after the books and the journal. */
    void changed(Fact fact) {
        callbacks.ifPresent(open -> open.changed(fact));
    }

    /**
     * Completes when everything has left that must be told before an answer, and was brought about
     * since this was last asked.
     */
    CompletableFuture<Void> takeFirst() {
        return callbacks
                .map(Callbacks::takeFirst)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** What was sent since the start. */
    Answer show() {
        return Answer.ok(counts.view());
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        sender.ifPresent(CallbackSender::close);
    }
}
