package steadfast.payment.settle;

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
import steadfast.payment.exchange.AttemptKind;
import steadfast.payment.exchange.GatewayCallService;
import steadfast.payment.lifecycle.PaymentSignal;
import steadfast.payment.store.PaymentView;
import steadfast.payment.store.Payments;

/** Brings a payment to its end after the charge: what others heard, want, miss or decided. */
@ApplicationScoped
public class SettlePayments {
    private final GatewayCallService gatewayCallService;
    private final Payments payments;

    SettlePayments(GatewayCallService gatewayCallService, Payments payments) {
        this.gatewayCallService = gatewayCallService;
        this.payments = payments;
    }

    /** Somebody heard of the payment: a reason to ask, never a proof. */
    public Outcome heard(GatewayFinding finding, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                finding.paymentId(),
                new PaymentSignal.FindingHeard(
                        finding.gateway(),
                        finding.source(),
                        finding.verdict(),
                        finding.amount(),
                        finding.observedAt()),
                attemptKind);
    }

    /** The buyer wants out: only the gateway's answer ends the payment. */
    public Outcome cancel(OrderCancelRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(), new PaymentSignal.CancelDue(), attemptKind);
    }

    /** The order is about to get its cards: the gateway is asked whether it still has the money. */
    public Outcome confirm(PaymentConfirmationRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(),
                new PaymentSignal.ConfirmationDue(request.askedAt()),
                attemptKind);
    }

    /** A person says that it is paid: the gateway is asked whether that is so. */
    public Outcome check(PaymentCheckRequested request, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                request.paymentId(), new PaymentSignal.CheckDue(request.askedAt()), attemptKind);
    }

    /** Somebody missed an event of ours: every round of the order says its last ones again. */
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

    /** A person decided about the payment. */
    public Outcome decided(ReviewDecided decided, AttemptKind attemptKind) {
        return gatewayCallService.signal(
                decided.paymentId(), new PaymentSignal.Decided(decided.decision()), attemptKind);
    }
}
