package steadfast.reconciler;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.OfCancel;
import steadfast.gateway.GatewayAnswer.OfQuery;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;

/**
 * A gateway with a ledger that tests write. Of a payment that is not in the ledger it says nothing
 * at all, so that what one test asks about tells nothing to another.
 *
 * <p>It shares no code with payment-service's fake: the reconciler never moves money, so that there
 * is nothing to charge, and its tests ask what that one cannot tell, which calls about a payment
 * overlapped.
 */
@Singleton
public class ScriptedGateway implements PaymentGateway {

    private static final Duration VISIBILITY_LAG = Duration.ofSeconds(1);

    /** A call as it arrived. */
    public record Call(String operation, PaymentId paymentId) {}

    private final Map<PaymentId, OfQuery> ledger = new HashMap<>();
    private final Set<PaymentId> crashing = new HashSet<>();
    private final Map<PaymentId, CountDownLatch> held = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<PaymentId> asked = new HashSet<>();
    private final Set<PaymentId> askedTwiceAtOnce = new HashSet<>();

    /** What is true of a payment from now on. */
    public synchronized void write(PaymentId paymentId, OfQuery truth) {
        ledger.put(paymentId, truth);
    }

    /** The next call is done, and then we die before we have its answer. */
    public synchronized void crashOnce(PaymentId paymentId) {
        crashing.add(paymentId);
    }

    /** Calls about this payment are done, and answered only when this is counted down. */
    public synchronized CountDownLatch hold(PaymentId paymentId) {
        return held.computeIfAbsent(paymentId, id -> new CountDownLatch(1));
    }

    public synchronized List<String> operations(PaymentId paymentId) {
        return calls.stream()
                .filter(call -> call.paymentId().equals(paymentId))
                .map(Call::operation)
                .toList();
    }

    /** Payments about which two calls were under way at one moment. */
    public synchronized Set<PaymentId> askedTwiceAtOnce() {
        return Set.copyOf(askedTwiceAtOnce);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        throw new AssertionError("the reconciler charges nothing");
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        throw new AssertionError("the reconciler refunds nothing");
    }

    @Override
    public OfQuery query(PaymentId paymentId) {
        begin("query", paymentId);
        return end(paymentId, known(paymentId));
    }

    @Override
    public OfCancel cancel(ChargeRequest request) {
        PaymentId paymentId = request.paymentId();
        begin("cancel", paymentId);
        return end(paymentId, close(paymentId));
    }

    private synchronized void begin(String operation, PaymentId paymentId) {
        calls.add(new Call(operation, paymentId));
        if (!asked.add(paymentId)) {
            askedTwiceAtOnce.add(paymentId);
        }
    }

    private synchronized OfQuery known(PaymentId paymentId) {
        return ledger.getOrDefault(
                paymentId,
                new GatewayAnswer.Unknown(GatewayAnswer.Unknown.Cause.BUSY, "system busy"));
    }

    private synchronized OfCancel close(PaymentId paymentId) {
        OfQuery truth = known(paymentId);
        if (truth instanceof GatewayAnswer.NotFound
                || truth instanceof GatewayAnswer.ActionRequired) {
            ledger.put(paymentId, new GatewayAnswer.Cancelled());
        }
        return known(paymentId) instanceof OfCancel answer
                ? answer
                : new GatewayAnswer.Unknown(
                        GatewayAnswer.Unknown.Cause.OTHER_STATE, "no answer to a cancel");
    }

    private <A> A end(PaymentId paymentId, A answer) {
        CountDownLatch latch;
        synchronized (this) {
            latch = held.get(paymentId);
        }
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            asked.remove(paymentId);
            if (crashing.remove(paymentId)) {
                throw new IllegalStateException("crashed");
            }
        }
        return answer;
    }

    @Override
    public Duration visibilityLag() {
        return VISIBILITY_LAG;
    }

    /** It calls nobody back. */
    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return new CallbackReading.Rejected(CallbackReading.Reason.UNSIGNED, "scripted");
    }

    @Override
    public String callbackAcknowledgement() {
        return "";
    }
}
