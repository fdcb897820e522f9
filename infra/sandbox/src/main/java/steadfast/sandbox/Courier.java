package steadfast.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Carries calls to the teller and answers back to their callers, each as its fate has it. A call
 * gets to the teller even if its caller has hung up. For the event loop's thread.
 */
final class Courier {

    private static final Logger LOG = System.getLogger(Courier.class.getName());

    private final Vertx vertx;
    private final Teller teller;
    private final InFlight inFlight;
    private final Supplier<CompletableFuture<Void>> settled;
    private final Supplier<CompletableFuture<Void>> toldFirst;

    /**
     * To this teller.
     *
     * @param settled completes when all that was decided so far is on disk
     * @param toldFirst completes when the callbacks that come before an answer have left: those
     *     that were brought about since it was last asked
     */
    Courier(
            Vertx vertx,
            Teller teller,
            InFlight inFlight,
            Supplier<CompletableFuture<Void>> settled,
            Supplier<CompletableFuture<Void>> toldFirst) {
        this.vertx = vertx;
        this.teller = teller;
        this.inFlight = inFlight;
        this.settled = settled;
        this.toldFirst = toldFirst;
    }

    void carry(Call call, Fate fate, Wire wire) {
        switch (fate) {
            case Fate.Lost lost -> later(lost.before(), () -> end(lost.ending(), wire));
            case Fate.Booked booked -> {
                inFlight.add(call);
                later(
                        booked.before(),
                        () -> {
                            inFlight.remove(call);
                            bookAndEnd(call, booked, wire);
                        });
            }
        }
    }

    private void bookAndEnd(Call call, Fate.Booked fate, Wire wire) {
        var _ = toldFirst.get(); // by others: whoever is told may ask, and must not wait for it
        Answer answer = book(call, fate.twist());
        end(fate.ending(), answer, toldFirst.get(), wire);
    }

    /** Takes the buyer's money; what the buyer does has no weather. */
    void pay(PaymentKey paymentId, String token, Wire wire) {
        Answer answer = teller.pay(paymentId, token);
        onceOnDisk(wire, () -> wire.whole(answer));
    }

    /** Does what happens without the shop; it has no weather. */
    void actOnDashboard(DashboardAction what, Wire wire) {
        Answer answer = teller.answer(what);
        onceOnDisk(wire, () -> wire.whole(answer));
    }

    private Answer book(Call call, Twist twist) {
        try {
            if (call instanceof Call.Cancel && twist instanceof Twist.Overtaken) {
                inFlight.charge(call.paymentId())
                        .ifPresent(charge -> teller.answer(charge, new Twist.None()));
            }
            return teller.answer(call, twist);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a call failed paymentId=" + call.paymentId(), e);
            return Answer.internal();
        }
    }

    private void end(Ending ending, Answer answer, CompletableFuture<Void> first, Wire wire) {
        switch (ending) {
            case Ending.Answered answered ->
                    onceOnDisk(first, answered.after(), wire, () -> wire.whole(answer));
            case Ending.Cut cut -> onceOnDisk(first, Duration.ZERO, wire, () -> wire.half(answer));
            case Ending.Nonsense nonsense -> wire.nonsense(nonsense.body());
            case Ending.Unanswered unanswered -> end(unanswered, wire);
        }
    }

    private void end(Ending.Unanswered ending, Wire wire) {
        switch (ending) {
            case Ending.Refused refused ->
                    wire.whole(Answer.error(refused.error(), refused.message()));
            case Ending.Hung hung -> later(hung.length(), wire::close);
            case Ending.Closed closed -> wire.close();
        }
    }

    /** Tells of nothing that a crash could take back. */
    void onceOnDisk(Wire wire, Runnable tell) {
        onceOnDisk(CompletableFuture.completedFuture(null), Duration.ZERO, wire, tell);
    }

    private void onceOnDisk(
            CompletableFuture<Void> first, Duration atLeast, Wire wire, Runnable tell) {
        // A query may have seen what another call decided a moment ago: it waits for that, too.
        CompletableFuture<Void> ready = CompletableFuture.allOf(settled.get(), first);
        later(
                atLeast,
                () ->
                        Future.fromCompletionStage(ready, vertx.getOrCreateContext())
                                .onSuccess(done -> tell.run())
                                .onFailure(lost -> wire.close()));
    }

    private void later(Duration delay, Runnable action) {
        if (delay.toMillis() == 0) {
            action.run();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> action.run());
        }
    }
}
