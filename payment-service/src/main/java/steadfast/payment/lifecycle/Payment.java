package steadfast.payment.lifecycle;

import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentId;

/**
 * One round of paying for an order: its terms, which never change, and where it stands.
 *
 * @param amount what is captured, whole, or nothing is
 * @param gateway by its configured name; it stays, wherever its method's payments go later
 * @param payBy the deadline that the gateway enforces
 */
public record Payment(
        PaymentId paymentId,
        Money amount,
        String method,
        String gateway,
        Instant payBy,
        PaymentState state) {
    /** A payment that was asked for just now. */
    public static Payment requested(
            PaymentId paymentId, Money amount, String method, String gateway, Instant payBy) {
        return new Payment(
                paymentId, amount, method, gateway, payBy, new PaymentState.Requested(0));
    }

    /** What is said when a charge is about to leave. */
    PaymentStarted started(int attempt, boolean playMoney) {
        return new PaymentStarted(paymentId, attempt, gateway, playMoney ? true : null);
    }

    /** The same payment elsewhere on its way. */
    public Payment in(PaymentState next) {
        return new Payment(paymentId, amount, method, gateway, payBy, next);
    }
}
