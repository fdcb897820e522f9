package steadfast.payment.resolve;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.events.OrderEvent.PaymentCheckRequested;
import steadfast.events.OrderEvent.PaymentConfirmationRequested;
import steadfast.messaging.Outcome;
import steadfast.payment.gatewaycall.AttemptKind;
import steadfast.payment.gatewaycall.GatewayCallService;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.store.PaymentView;
import steadfast.payment.store.Payments;

/** Brings a payment to its end after the charge: findings, cancels, repairs and decisions. */
@ApplicationScoped
public class ResolvePayments {
    private final GatewayCallService gatewayCallService;
    private final Payments payments;

    ResolvePayments(GatewayCallService gatewayCallService, Payments payments) {
        this.gatewayCallService = gatewayCallService;
        this.payments = payments;
    }

    /** Handles a finding about the payment: a reason to ask the gateway, never a proof. */
    public Outcome receive(GatewayFinding finding, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                finding.paymentId(),
                new PaymentSignal.FindingReceived(
                        finding.gateway(),
                        finding.source(),
                        finding.verdict(),
                        finding.amount(),
                        finding.observedAt()),
                attemptKind);
    }

    /** Handles the buyer's cancel: only the gateway's answer ends the payment. */
    public Outcome cancel(OrderCancelRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(), new PaymentSignal.CancelDue(), attemptKind);
    }

    /** Asks the gateway whether it still has the money, before the order gets its cards. */
    public Outcome confirm(PaymentConfirmationRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(),
                new PaymentSignal.ConfirmationDue(request.askedAt()),
                attemptKind);
    }

    /** Asks the gateway whether a payment is paid, as a person states. */
    public Outcome check(PaymentCheckRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(), new PaymentSignal.CheckDue(request.askedAt()), attemptKind);
    }

    /**
     * Publishes the last events of every round of the order again, because another service missed
     * one.
     */
    public Outcome repair(RepairRequested request, AttemptKind attemptKind) {
        if (request.owner() != Owner.PAYMENT) {
            return Outcome.DONE;
        }
        List<PaymentView> rounds = payments.ofOrder(request.orderId());
        for (PaymentView round : rounds) {
            Outcome outcome =
                    gatewayCallService.signal(
                            round.payment().paymentId(),
                            new PaymentSignal.RepairDue(),
                            attemptKind);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return Outcome.DONE;
    }

    /** Handles a person's decision about the payment. */
    public Outcome decided(ReviewDecided decided, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                decided.paymentId(), new PaymentSignal.Decided(decided.decision()), attemptKind);
    }
}
