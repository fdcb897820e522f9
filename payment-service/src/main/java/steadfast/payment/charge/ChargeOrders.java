package steadfast.payment.charge;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.OrderEvent.OrderRetryRequested;
import steadfast.events.OrderEvent.OrderSubmitted;
import steadfast.events.PaymentId;
import steadfast.messaging.Outcome;
import steadfast.payment.gatewaycall.AttemptKind;
import steadfast.payment.gatewaycall.GatewayCallService;
import steadfast.payment.gatewaycall.Gateways;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentSignal;

/**
 * Charges an order's round, however often it is requested: the first time by a charge, afterwards
 * by a query. {@link GatewayCallService} explains why no crash in between takes the money twice.
 */
@ApplicationScoped
public class ChargeOrders {
    private final GatewayCallService gatewayCallService;
    private final Gateways gateways;

    ChargeOrders(GatewayCallService gatewayCallService, Gateways gateways) {
        this.gatewayCallService = gatewayCallService;
        this.gateways = gateways;
    }

    /** Charges the order's first round. */
    public Outcome charge(OrderSubmitted order, AttemptKind attemptKind) {
        return charge(
                order.paymentId(),
                order.total(),
                order.paymentMethod(),
                order.payBy(),
                attemptKind);
    }

    /** Charges another round, after the previous one can no longer be captured. */
    public Outcome charge(OrderRetryRequested retry, AttemptKind attemptKind) {
        return charge(
                retry.paymentId(),
                retry.total(),
                retry.paymentMethod(),
                retry.payBy(),
                attemptKind);
    }

    private Outcome charge(
            PaymentId paymentId,
            Money amount,
            String method,
            Instant payBy,
            AttemptKind attemptKind) {
        return gatewayCallService.open(
                Payment.requested(paymentId, amount, method, gateways.gatewayOf(method), payBy),
                new PaymentSignal.ChargeDue(amount, method),
                attemptKind);
    }
}
