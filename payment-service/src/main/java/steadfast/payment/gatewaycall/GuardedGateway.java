package steadfast.payment.gatewaycall;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;

/**
 * Refuses every call while the gateway's circuit is open, and notes when the gateway asks us to
 * wait.
 */
final class GuardedGateway implements PaymentGateway {
    private static final GatewayAnswer.Refused CIRCUIT_OPEN =
            new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.CIRCUIT_OPEN, "circuit open");

    private final PaymentGateway gateway;
    private final Circuit circuit;
    private final RetryAfterGate retryAfterGate;

    GuardedGateway(PaymentGateway gateway, Circuit circuit, RetryAfterGate retryAfterGate) {
        this.gateway = gateway;
        this.circuit = circuit;
        this.retryAfterGate = retryAfterGate;
    }

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        return guarded(GatewayAnswer.OfCharge.class, () -> gateway.charge(request));
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        return guarded(GatewayAnswer.OfQuery.class, () -> gateway.query(paymentId));
    }

    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        return guarded(GatewayAnswer.OfCancel.class, () -> gateway.cancel(request));
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        return guarded(GatewayAnswer.OfRefund.class, () -> gateway.refund(request));
    }

    private <A extends GatewayAnswer> A guarded(Class<A> type, Supplier<A> call) {
        A answer = circuit.call(type, call, type.cast(CIRCUIT_OPEN));
        retryAfterGate.apply(answer);
        return answer;
    }

    @Override
    public Duration visibilityLag() {
        return gateway.visibilityLag();
    }

    @Override
    public boolean showsPartRefunds() {
        return gateway.showsPartRefunds();
    }

    @Override
    public CallbackReading readCallback(CallbackRequest request, Instant now) {
        return gateway.readCallback(request, now);
    }

    @Override
    public String callbackAcknowledgement() {
        return gateway.callbackAcknowledgement();
    }
}
