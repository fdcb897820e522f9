package steadfast.payment.refund;

import jakarta.enterprise.context.ApplicationScoped;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.messaging.Outcome;
import steadfast.payment.exchange.AttemptKind;
import steadfast.payment.exchange.GatewayCallService;
import steadfast.payment.lifecycle.PaymentSignal;

/** Gives a captured payment back, once a refund number, the earlier number decided first. */
@ApplicationScoped
public class RefundPayments {
    private final GatewayCallService gatewayCallService;

    RefundPayments(GatewayCallService gatewayCallService) {
        this.gatewayCallService = gatewayCallService;
    }

    /** The order wants this round's money to go back. */
    public Outcome refund(RefundRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(),
                new PaymentSignal.RefundDue(
                        request.refundNumber(), request.amount(), request.reason()),
                attemptKind);
    }
}
