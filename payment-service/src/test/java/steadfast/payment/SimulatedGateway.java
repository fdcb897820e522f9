package steadfast.payment;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;
import steadfast.payment.ScriptedGateway.CrashedException;

/**
 * The real adapter over real HTTP, under the weather of the walk that calls: its ledger is the
 * {@link GatewayBook} behind {@link HttpBook}, in the words of the wire that the adapter reads.
 */
@Singleton
public class SimulatedGateway implements PaymentGateway {
    static final String NAME = "walked";

    /** Short: a slow answer costs a walk so much. */
    static final Duration TIMEOUT = Duration.ofMillis(400);

    private final GatewayBook book = new GatewayBook();
    private final HttpBook server;
    private final SandboxGateway adapter;
    private final Map<OrderId, Supplier<HttpWeather>> weather = new ConcurrentHashMap<>();
    private final Map<String, Integer> met = new ConcurrentSkipListMap<>();

    SimulatedGateway() throws IOException {
        server = new HttpBook(book);
        adapter =
                new SandboxGateway(
                        NAME,
                        server.uri(),
                        "sandbox-key",
                        new CallTimeouts(Duration.ofSeconds(5), TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT),
                        SandboxMerchant.OF_THE_SANDBOX);
    }

    GatewayBook book() {
        return book;
    }

    HttpBook server() {
        return server;
    }

    /** The order's calls meet this weather from now on. */
    void under(OrderId orderId, Supplier<HttpWeather> forecast) {
        weather.put(orderId, forecast);
    }

    /** How often which operation met which fate. */
    Map<String, Integer> met() {
        return met;
    }

    private <A> A call(String operation, PaymentId paymentId, Supplier<A> call) {
        HttpWeather next = weather.get(paymentId.orderId()).get();
        met.merge(operation + " " + next.fate(), 1, Integer::sum);
        if (next.fate() == HttpWeather.Fate.CRASH_BEFORE) {
            throw new CrashedException();
        }
        server.expect(paymentId.toString(), next);
        A answer = call.get();
        server.callerIsGone(paymentId.toString());
        if (next.fate() == HttpWeather.Fate.CRASH_AFTER) {
            throw new CrashedException();
        }
        return answer;
    }

    @Override
    public String name() {
        return adapter.name();
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        return call("charge", request.paymentId(), () -> adapter.charge(request));
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        return call("query", paymentId, () -> adapter.query(paymentId));
    }

    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        return call("cancel", request.paymentId(), () -> adapter.cancel(request));
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        return call("refund", request.paymentId(), () -> adapter.refund(request));
    }

    @Override
    public Duration visibilityLag() {
        return adapter.visibilityLag();
    }

    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return adapter.readCallback(request, now);
    }

    @Override
    public String callbackAcknowledgement() {
        return adapter.callbackAcknowledgement();
    }

    @PreDestroy
    void close() {
        adapter.close();
        server.close();
    }
}
