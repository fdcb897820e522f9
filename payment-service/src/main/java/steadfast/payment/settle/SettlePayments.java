package steadfast.payment.settle;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import steadfast.events.GatewayFinding;
import steadfast.events.OperationsEvent.Owner;
import steadfast.events.OperationsEvent.RepairRequested;
import steadfast.events.OperationsEvent.ReviewDecided;
import steadfast.events.OrderEvent.OrderCancelRequested;
import steadfast.messaging.Outcome;
import steadfast.payment.exchange.Exchange;
import steadfast.payment.lifecycle.Signal;
import steadfast.payment.store.PaymentView;
import steadfast.payment.store.Payments;

/** Brings a payment to its end after the charge: what others heard, want, miss or decided. */
@ApplicationScoped
public class SettlePayments {
    private final Exchange exchange;
    private final Payments payments;

    SettlePayments(Exchange exchange, Payments payments) {
        this.exchange = exchange;
        this.payments = payments;
    }

    /** Somebody heard of the payment: a reason to ask, seldom a proof. */
    public Outcome heard(GatewayFinding finding) {
        return exchange.signal(
                finding.paymentId(),
                new Signal.FindingHeard(
                        finding.source(),
                        finding.verdict(),
                        finding.amount(),
                        finding.observedAt()));
    }

    /** The buyer wants out: only the gateway's answer ends the payment. */
    public Outcome cancel(OrderCancelRequested request) {
        return exchange.signal(request.paymentId(), new Signal.CancelDue());
    }

    /** Somebody missed an event of ours: every round of the order says its last ones again. */
    public Outcome repair(RepairRequested request) {
        if (request.owner() != Owner.PAYMENT) {
            return Outcome.DONE;
        }
        List<PaymentView> rounds = payments.ofOrder(request.orderId());
        for (PaymentView round : rounds) {
            Outcome outcome = exchange.signal(round.payment().paymentId(), new Signal.RepairDue());
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return Outcome.DONE;
    }

    /** A person decided about the payment. */
    public Outcome decided(ReviewDecided decided) {
        return exchange.signal(decided.paymentId(), new Signal.Decided(decided.decision()));
    }
}
