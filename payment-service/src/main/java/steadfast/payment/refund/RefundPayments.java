package steadfast.payment.refund;

import jakarta.enterprise.context.ApplicationScoped;
import steadfast.events.OrderEvent.RefundRequested;
import steadfast.messaging.Outcome;
import steadfast.payment.exchange.Exchange;
import steadfast.payment.exchange.Turn;
import steadfast.payment.lifecycle.Signal;

/** Gives a captured payment back, once a refund number, the earlier number decided first. */
@ApplicationScoped
public class RefundPayments {
    private final Exchange exchange;

    RefundPayments(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The order wants this round's money to go back. */
    public Outcome refund(RefundRequested request, Turn turn) {
        return exchange.signal(
                request.paymentId(),
                new Signal.RefundDue(request.refundNumber(), request.amount(), request.reason()),
                turn);
    }
}
