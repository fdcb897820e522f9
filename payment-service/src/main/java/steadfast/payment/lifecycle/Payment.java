package steadfast.payment.lifecycle;

import java.time.Instant;
import steadfast.events.Money;
import steadfast.events.PaymentEvent.PaymentStarted;
import steadfast.events.PaymentId;

/**
 * One round of paying for an order: its terms, which never change, and its state.
 *
 * @param amount the amount that is captured as a whole or not at all
 * @param gateway its configured name; it never changes, even if its method is routed elsewhere
 *     later
 * @param payBy the deadline that the gateway enforces
 */
public record Payment(
        PaymentId paymentId,
        Money amount,
        String method,
        String gateway,
        Instant payBy,
        PaymentState state) {
    /** Creates a payment that was just requested. */
    public static Payment requested(
            PaymentId paymentId, Money amount, String method, String gateway, Instant payBy) {
        return new Payment(
                paymentId, amount, method, gateway, payBy, new PaymentState.Requested(0));
    }

    /** Returns the event published before a charge is sent. */
    PaymentStarted started(int attempt, boolean playMoney) {
        return new PaymentStarted(paymentId, attempt, gateway, playMoney ? true : null);
    }

    /** Returns the same payment in another state. */
    public Payment in(PaymentState next) {
        return new Payment(paymentId, amount, method, gateway, payBy, next);
    }
}
