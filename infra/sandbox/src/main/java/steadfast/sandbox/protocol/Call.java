package steadfast.sandbox.protocol;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import steadfast.events.Money;

/** A request about one payment, read and well formed: what the weather can meet. */
public sealed interface Call {

    PaymentKey paymentId();

    /**
     * A request for money.
     *
     * @param payBy nothing is captured after it
     * @param script what this payment meets, if it is said
     * @param gateway where the merchant reached the gateway: its buyers will find it there, too
     */
    record Charge(
            PaymentKey paymentId,
            Money amount,
            String paymentMethod,
            Instant payBy,
            Optional<Script> script,
            URI gateway)
            implements Call {}

    /** A question. */
    record Query(PaymentKey paymentId) implements Call {}

    /** A request to close what was not captured. */
    record Cancel(PaymentKey paymentId) implements Call {}

    /** A request to give money back; {@code key} makes it repeatable. */
    record Refund(PaymentKey paymentId, String key, Money amount, String reason) implements Call {}

    default Operation operation() {
        return switch (this) {
            case Charge charge -> Operation.CHARGE;
            case Query query -> Operation.QUERY;
            case Cancel cancel -> Operation.CANCEL;
            case Refund refund -> Operation.REFUND;
        };
    }
}
