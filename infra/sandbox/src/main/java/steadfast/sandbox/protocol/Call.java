package steadfast.sandbox.protocol;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import steadfast.events.Money;

/** A well-formed request about one payment, which faults can affect. */
public sealed interface Call {

    PaymentKey paymentId();

    /**
     * A charge request.
     *
     * @param payBy the time after which nothing is captured
     * @param script the payment's script, if any
     * @param gateway the address at which the merchant reached the gateway, and its buyers will too
     */
    record Charge(
            PaymentKey paymentId,
            Money amount,
            String paymentMethod,
            Instant payBy,
            Optional<Script> script,
            URI gateway)
            implements Call {}

    /** A query. */
    record Query(PaymentKey paymentId) implements Call {}

    /** A request to close an uncaptured payment. */
    record Cancel(PaymentKey paymentId) implements Call {}

    /** A refund request; {@code key} makes it repeatable. */
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
