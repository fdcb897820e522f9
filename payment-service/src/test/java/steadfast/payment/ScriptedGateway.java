package steadfast.payment;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.gateway.CallTimeouts;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.OfCancel;
import steadfast.gateway.GatewayAnswer.OfCharge;
import steadfast.gateway.GatewayAnswer.OfQuery;
import steadfast.gateway.GatewayAnswer.OfRefund;
import steadfast.gateway.GatewayError;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;
import steadfast.gateway.sandbox.SandboxGateway;
import steadfast.gateway.sandbox.SandboxMerchant;

/**
 * A gateway with a true ledger of its own, whose answers can be spoilt: what really happened is in
 * the ledger, what the service is told is scripted, call by call and order by order.
 *
 * <p>There are two fakes because they fake different things: this one replaces the adapter, so that
 * a test chooses the answer that the service gets; {@link SimulatedGateway} keeps the adapter and
 * replaces the gateway behind it, so that a test chooses what happens on the wire.
 */
@Singleton
public class ScriptedGateway implements PaymentGateway {
    static final String NAME = "scripted";
    static final Instant CAPTURED_AT = Instant.parse("2026-01-01T00:00:00Z");

    static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    /** Who we are to its callbacks. */
    static final SandboxMerchant CALLBACKS =
            new SandboxMerchant("scripted-callback-secret", "steadfast");

    private static final GatewayAnswer.Misconfigured MISCONFIGURED_BY_US =
            GatewayAnswer.Misconfigured.of(
                    "status 401", GatewayError.of("bad-credential", "no such key"));

    private static final Duration VISIBILITY_LAG = Duration.ofSeconds(1);

    /** What happens to one call. */
    enum Weather {
        /** Done and answered; so is every call without a forecast. */
        FAIR,
        /** Done, and the answer is lost. */
        UNKNOWN_AFTER,
        /** Not done, and nobody can tell. */
        UNKNOWN,
        /** Definitely not taken. */
        REFUSED,
        /** The same, and everybody is to stay away for a while. */
        THROTTLED,
        /** Our fault, says the gateway. */
        MISCONFIGURED,
        /** We die before the call leaves. */
        CRASH,
        /** We die when it is done, before we have the answer. */
        CRASH_AFTER
    }

    /** Ends a handler where a crash would: nothing after it runs. */
    static final class CrashedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A call as it arrived. */
    record Call(String operation, PaymentId paymentId, String key) {}

    private final SandboxGateway callbacks =
            new SandboxGateway(
                    "scripted",
                    URI.create("http://127.0.0.1:1"),
                    "no-key",
                    new CallTimeouts(
                            VISIBILITY_LAG,
                            VISIBILITY_LAG,
                            VISIBILITY_LAG,
                            VISIBILITY_LAG,
                            VISIBILITY_LAG),
                    CALLBACKS);
    private final Map<PaymentId, GatewayAnswer> ledger = new HashMap<>();
    private final Set<String> refundKeys = new HashSet<>();
    private final Map<OrderId, Deque<Weather>> forecast = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<PaymentId> captures = new ArrayList<>();
    private boolean down;

    synchronized void expect(OrderId orderId, Weather... weather) {
        forecast.computeIfAbsent(orderId, id -> new ArrayDeque<>()).addAll(List.of(weather));
    }

    synchronized List<Call> calls(OrderId orderId) {
        return calls.stream().filter(call -> call.paymentId().orderId().equals(orderId)).toList();
    }

    synchronized List<String> operations(OrderId orderId) {
        return calls(orderId).stream().map(Call::operation).toList();
    }

    /** How often the money of this order really moved. */
    synchronized long captures(OrderId orderId) {
        return captures.stream().filter(id -> id.orderId().equals(orderId)).count();
    }

    synchronized long refunds(OrderId orderId) {
        return refundKeys.stream().filter(key -> key.startsWith(orderId.toString())).count();
    }

    /** How much of this payment went back. */
    synchronized Money refunded(PaymentId paymentId) {
        return ((GatewayAnswer.Refunded) Objects.requireNonNull(ledger.get(paymentId))).amount();
    }

    synchronized boolean closed(PaymentId paymentId) {
        return ledger.get(paymentId) instanceof GatewayAnswer.Cancelled;
    }

    /** The buyer pays, or somebody at the gateway does something: the ledger changes by itself. */
    synchronized void write(PaymentId paymentId, GatewayAnswer truth) {
        ledger.put(paymentId, truth);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized OfCharge charge(ChargeRequest request) {
        PaymentId id = request.paymentId();
        Weather met = weather("charge", id, id.toString());
        OfCharge truth = answer(OfCharge.class, met, () -> doCharge(request));
        return met == Weather.FAIR ? answered(request, truth) : truth;
    }

    /** Carries out the call, or does not, and gives the answer that the weather leaves of it. */
    private static <A> A answer(Class<A> type, Weather met, Supplier<? extends A> carryOut) {
        return switch (met) {
            case FAIR -> carryOut.get();
            case UNKNOWN_AFTER -> {
                var _ = carryOut.get();
                yield type.cast(unknown(GatewayAnswer.Unknown.Cause.TIMEOUT, "timeout"));
            }
            case UNKNOWN ->
                    type.cast(unknown(GatewayAnswer.Unknown.Cause.CONNECTION_LOST, "reset"));
            case REFUSED -> type.cast(refused(null));
            case THROTTLED -> type.cast(refused(RETRY_AFTER));
            case MISCONFIGURED -> type.cast(MISCONFIGURED_BY_US);
            case CRASH -> throw new CrashedException();
            case CRASH_AFTER -> {
                var _ = carryOut.get();
                throw new CrashedException();
            }
        };
    }

    /** From now on nobody hears an answer; of charges every other one is done all the same. */
    synchronized void goDown() {
        down = true;
    }

    synchronized void recover() {
        down = false;
    }

    synchronized int allCalls() {
        return calls.size();
    }

    private Weather weather(String operation, PaymentId id, String key) {
        calls.add(new Call(operation, id, key));
        if (down) {
            return calls.size() % 2 == 0 ? Weather.UNKNOWN : Weather.UNKNOWN_AFTER;
        }
        Weather next = forecast.getOrDefault(id.orderId(), new ArrayDeque<>()).poll();
        return next == null ? Weather.FAIR : next;
    }

    private static GatewayAnswer.Refused refused(@Nullable Duration retryAfter) {
        return new GatewayAnswer.Refused(
                GatewayAnswer.Refused.Cause.RATE_LIMITED, "status 429", retryAfter);
    }

    private static GatewayAnswer.Unknown unknown(
            GatewayAnswer.Unknown.Cause cause, String wording) {
        return new GatewayAnswer.Unknown(cause, wording);
    }

    private static OfCharge answered(ChargeRequest request, OfCharge truth) {
        return request.paymentMethod().equals("card-that-breaks-the-answer")
                ? new GatewayAnswer.Declined("no text for a database: \0")
                : truth;
    }

    private OfCharge doCharge(ChargeRequest request) {
        GatewayAnswer known =
                ledger.computeIfAbsent(
                        request.paymentId(),
                        id -> {
                            if (Instant.now().isAfter(request.payBy())) {
                                return new GatewayAnswer.Declined("deadline-passed");
                            }
                            return switch (request.paymentMethod()) {
                                case "card", SecondGateway.METHOD -> {
                                    captures.add(id);
                                    yield new GatewayAnswer.Captured(request.amount(), CAPTURED_AT);
                                }
                                case "qr" ->
                                        new GatewayAnswer.ActionRequired(
                                                "https://pay.example/" + id, request.payBy());
                                default -> new GatewayAnswer.Declined("insufficient-funds");
                            };
                        });
        return (OfCharge) known;
    }

    /** A query changes nothing, so it makes no difference whether it arrives before it is lost. */
    @Override
    public synchronized OfQuery query(PaymentId id) {
        Weather met = weather("query", id, id.toString());
        return answer(
                OfQuery.class,
                met == Weather.UNKNOWN ? Weather.UNKNOWN_AFTER : met,
                () -> (OfQuery) ledger.getOrDefault(id, new GatewayAnswer.NotFound()));
    }

    @Override
    public synchronized OfCancel cancel(ChargeRequest request) {
        PaymentId id = request.paymentId();
        return answer(OfCancel.class, weather("cancel", id, id.toString()), () -> doCancel(id));
    }

    private OfCancel doCancel(PaymentId id) {
        GatewayAnswer known = ledger.get(id);
        if (known == null || known instanceof GatewayAnswer.ActionRequired) {
            ledger.put(id, new GatewayAnswer.Cancelled());
        }
        return (OfCancel) Objects.requireNonNull(ledger.get(id));
    }

    @Override
    public synchronized OfRefund refund(RefundRequest request) {
        return answer(
                OfRefund.class,
                weather("refund", request.paymentId(), request.idempotencyKey()),
                () -> doRefund(request));
    }

    private OfRefund doRefund(RefundRequest request) {
        if (refundKeys.contains(request.idempotencyKey())) {
            return new GatewayAnswer.Refunded(request.amount());
        }
        if (request.reason().equals("refuse-me")
                || !(ledger.get(request.paymentId()) instanceof GatewayAnswer.Captured)) {
            return new GatewayAnswer.RefundRefused(
                    "not-refundable", GatewayError.of("not-refundable", "it was too long ago"));
        }
        refundKeys.add(request.idempotencyKey());
        Money amount = request.amount();
        ledger.put(request.paymentId(), new GatewayAnswer.Refunded(amount));
        return new GatewayAnswer.Refunded(amount);
    }

    @Override
    public Duration visibilityLag() {
        return VISIBILITY_LAG;
    }

    /** Callbacks are read as the sandbox's are; it sends none by itself. */
    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return callbacks.readCallback(request, now);
    }

    @Override
    public String callbackAcknowledgement() {
        return "scripted-ok";
    }

    @PreDestroy
    void close() {
        callbacks.close();
    }
}
