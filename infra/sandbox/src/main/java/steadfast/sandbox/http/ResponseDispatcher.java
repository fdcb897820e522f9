package steadfast.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steadfast.sandbox.bank.ChargeService;
import steadfast.sandbox.bank.DashboardAction;
import steadfast.sandbox.faults.FaultPlan;
import steadfast.sandbox.faults.ResponseFault;
import steadfast.sandbox.faults.ServerFault;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.MerchantResponse;
import steadfast.sandbox.protocol.PaymentKey;

/**
 * Passes calls to the {@link ChargeService} and its answers back to the callers, according to the
 * fault plan. A call is processed even if its caller has hung up. For the event loop's thread.
 */
public final class ResponseDispatcher {

    private static final Logger LOG = System.getLogger(ResponseDispatcher.class.getName());

    private final Vertx vertx;
    private final ChargeService chargeService;
    private final InFlight inFlight;
    private final Supplier<CompletableFuture<Void>> settled;
    private final Supplier<CompletableFuture<Void>> callbacksSent;

    /**
     * To the service that decides.
     *
     * @param settled completes when all that was decided so far is on disk
     * @param callbacksSent completes when the callbacks that come before an answer have left: those
     *     that were brought about since it was last asked
     */
    public ResponseDispatcher(
            Vertx vertx,
            ChargeService chargeService,
            InFlight inFlight,
            Supplier<CompletableFuture<Void>> settled,
            Supplier<CompletableFuture<Void>> callbacksSent) {
        this.vertx = vertx;
        this.chargeService = chargeService;
        this.inFlight = inFlight;
        this.settled = settled;
        this.callbacksSent = callbacksSent;
    }

    void carry(Call call, FaultPlan faultPlan, ResponseWriter responseWriter) {
        switch (faultPlan) {
            case FaultPlan.Lost lost ->
                    later(lost.before(), () -> end(lost.ending(), responseWriter));
            case FaultPlan.Booked booked -> {
                inFlight.add(call);
                later(
                        booked.before(),
                        () -> {
                            inFlight.remove(call);
                            bookAndEnd(call, booked, responseWriter);
                        });
            }
        }
    }

    private void bookAndEnd(Call call, FaultPlan.Booked fate, ResponseWriter responseWriter) {
        var _ =
                callbacksSent
                        .get(); // on another thread: a notified merchant may query, and must not
        // block on this
        MerchantResponse answer = book(call, fate.twist());
        end(fate.ending(), answer, callbacksSent.get(), responseWriter);
    }

    /** Handles the buyer's payment, which faults do not affect. */
    void pay(PaymentKey paymentId, String token, ResponseWriter responseWriter) {
        MerchantResponse answer = chargeService.pay(paymentId, token);
        onceOnDisk(responseWriter, () -> responseWriter.whole(answer));
    }

    /** Handles a dashboard action, which faults do not affect. */
    void actOnDashboard(DashboardAction what, ResponseWriter responseWriter) {
        MerchantResponse answer = chargeService.answer(what);
        onceOnDisk(responseWriter, () -> responseWriter.whole(answer));
    }

    private MerchantResponse book(Call call, ServerFault serverFault) {
        try {
            if (call instanceof Call.Cancel && serverFault instanceof ServerFault.Overtaken) {
                inFlight.charge(call.paymentId())
                        .ifPresent(charge -> chargeService.answer(charge, new ServerFault.None()));
            }
            return chargeService.answer(call, serverFault);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a call failed paymentId=" + call.paymentId(), e);
            return MerchantResponse.internal();
        }
    }

    private void end(
            ResponseFault responseFault,
            MerchantResponse answer,
            CompletableFuture<Void> first,
            ResponseWriter responseWriter) {
        switch (responseFault) {
            case ResponseFault.Answered answered ->
                    onceOnDisk(
                            first,
                            answered.after(),
                            responseWriter,
                            () -> responseWriter.whole(answer));
            case ResponseFault.Cut cut ->
                    onceOnDisk(
                            first,
                            Duration.ZERO,
                            responseWriter,
                            () -> responseWriter.half(answer));
            case ResponseFault.Nonsense nonsense -> responseWriter.nonsense(nonsense.body());
            case ResponseFault.Unanswered unanswered -> end(unanswered, responseWriter);
        }
    }

    private void end(ResponseFault.Unanswered ending, ResponseWriter responseWriter) {
        switch (ending) {
            case ResponseFault.Refused refused ->
                    responseWriter.whole(
                            MerchantResponse.error(refused.error(), refused.message()));
            case ResponseFault.Hung hung -> later(hung.length(), responseWriter::close);
            case ResponseFault.Closed closed -> responseWriter.close();
        }
    }

    /** Sends nothing that a crash could revoke. */
    void onceOnDisk(ResponseWriter responseWriter, Runnable respond) {
        onceOnDisk(CompletableFuture.completedFuture(null), Duration.ZERO, responseWriter, respond);
    }

    private void onceOnDisk(
            CompletableFuture<Void> first,
            Duration atLeast,
            ResponseWriter responseWriter,
            Runnable respond) {
        // A query may have seen a decision that is not on disk yet, so it waits for that too.
        CompletableFuture<Void> ready = CompletableFuture.allOf(settled.get(), first);
        later(
                atLeast,
                () ->
                        Future.fromCompletionStage(ready, vertx.getOrCreateContext())
                                .onSuccess(done -> respond.run())
                                .onFailure(lost -> responseWriter.close()));
    }

    private void later(Duration delay, Runnable action) {
        if (delay.toMillis() == 0) {
            action.run();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> action.run());
        }
    }
}
