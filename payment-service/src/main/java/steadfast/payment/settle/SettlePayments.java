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
import steadfast.payment.exchange.Exchange;
import steadfast.payment.exchange.Turn;
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

    /** Somebody heard of the payment: a reason to ask, never a proof. */
    public Outcome heard(GatewayFinding finding, Turn turn) {
        return exchange.signal(
                finding.paymentId(),
                new Signal.FindingHeard(
                        finding.gateway(),
                        finding.source(),
                        finding.verdict(),
                        finding.amount(),
                        finding.observedAt()),
                turn);
    }

    /** The buyer wants out: only the gateway's answer ends the payment. */
    public Outcome cancel(OrderCancelRequested request, Turn turn) {
        return exchange.signal(request.paymentId(), new Signal.CancelDue(), turn);
    }

    /** The order is about to get its cards: the gateway is asked whether it still has the money. */
    public Outcome confirm(PaymentConfirmationRequested request, Turn turn) {
        return exchange.signal(
                request.paymentId(), new Signal.ConfirmationDue(request.askedAt()), turn);
    }

    /** A person says that it is paid: the gateway is asked whether that is so. */
    public Outcome check(PaymentCheckRequested request, Turn turn) {
        return exchange.signal(request.paymentId(), new Signal.CheckDue(request.askedAt()), turn);
    }

    /** Somebody missed an event of ours: every round of the order says its last ones again. */
    public Outcome repair(RepairRequested request, Turn turn) {
        if (request.owner() != Owner.PAYMENT) {
            return Outcome.DONE;
        }
        List<PaymentView> rounds = payments.ofOrder(request.orderId());
        for (PaymentView round : rounds) {
            Outcome outcome =
                    exchange.signal(round.payment().paymentId(), new Signal.RepairDue(), turn);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        return Outcome.DONE;
    }

    /** A person decided about the payment. */
    public Outcome decided(ReviewDecided decided, Turn turn) {
        return exchange.signal(decided.paymentId(), new Signal.Decided(decided.decision()), turn);
    }
}
