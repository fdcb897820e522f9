package steadfast.payment.refund;

import jakarta.enterprise.context.ApplicationScoped;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.messaging.Outcome;
import steadfast.payment.gatewaycall.AttemptKind;
import steadfast.payment.gatewaycall.GatewayCallService;
import steadfast.payment.lifecycle.PaymentSignal;

/** Refunds a captured payment, once per refund number, after the earlier number is decided. */
@ApplicationScoped
public class RefundPayments {
    private final GatewayCallService gatewayCallService;

    RefundPayments(GatewayCallService gatewayCallService) {
        this.gatewayCallService = gatewayCallService;
    }

    /** Handles the order's request to refund this round. */
    public Outcome refund(RefundRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(),
                new PaymentSignal.RefundDue(
                        request.refundNumber(), request.amount(), request.reason()),
                attemptKind);
    }
}
