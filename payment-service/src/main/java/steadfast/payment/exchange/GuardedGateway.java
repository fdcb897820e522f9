package steadfast.payment.exchange;

import java.time.Duration;
import java.time.Instant;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.PaymentGateway;
import steadfast.gateway.RefundRequest;

/** Makes no call while the gateway's circuit is open: then each is refused at once. */
final class GuardedGateway implements PaymentGateway {
    private static final GatewayAnswer.Refused CIRCUIT_OPEN =
            new GatewayAnswer.Refused(GatewayAnswer.Refused.Cause.CIRCUIT_OPEN, "circuit open");

    private final PaymentGateway gateway;
    private final Circuit circuit;

    GuardedGateway(PaymentGateway gateway, Circuit circuit) {
        this.gateway = gateway;
        this.circuit = circuit;
    }

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public GatewayAnswer.OfCharge charge(ChargeRequest request) {
        return circuit.call(
                GatewayAnswer.OfCharge.class, () -> gateway.charge(request), CIRCUIT_OPEN);
    }

    @Override
    public GatewayAnswer.OfQuery query(PaymentId paymentId) {
        return circuit.call(
                GatewayAnswer.OfQuery.class, () -> gateway.query(paymentId), CIRCUIT_OPEN);
    }

    @Override
    public GatewayAnswer.OfCancel cancel(ChargeRequest request) {
        return circuit.call(
                GatewayAnswer.OfCancel.class, () -> gateway.cancel(request), CIRCUIT_OPEN);
    }

    @Override
    public GatewayAnswer.OfRefund refund(RefundRequest request) {
        return circuit.call(
                GatewayAnswer.OfRefund.class, () -> gateway.refund(request), CIRCUIT_OPEN);
    }

    @Override
    public Duration visibilityLag() {
        return gateway.visibilityLag();
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
