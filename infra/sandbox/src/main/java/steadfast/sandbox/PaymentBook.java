package steadfast.sandbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every payment by its key, as the facts so far make it. For one thread. */
final class PaymentBook {

    private final Map<PaymentKey, Payment> payments = new HashMap<>();

    Optional<Payment> find(PaymentKey id) {
        return Optional.ofNullable(payments.get(id));
    }

    int size() {
        return payments.size();
    }

    /**
     * Takes a fact in.
     *
     * @throws IllegalStateException if it cannot follow on what is already known: the books would
     *     contradict themselves
     */
    void apply(Fact fact) {
        switch (fact) {
            case Fact.Captured captured ->
                    open(
                            new Payment.Captured(
                                    captured.paymentId(),
                                    captured.amount(),
                                    captured.at(),
                                    new LinkedHashMap<>()));
            case Fact.Declined declined ->
                    open(
                            new Payment.Declined(
                                    declined.paymentId(), declined.amount(), declined.reason()));
            case Fact.Cancelled cancelled -> open(new Payment.Cancelled(cancelled.paymentId()));
            case Fact.Refunded refunded -> refund(refunded);
        }
    }

    private void open(Payment payment) {
        if (payments.putIfAbsent(payment.id(), payment) != null) {
            throw new IllegalStateException("payment " + payment.id() + " is decided twice");
        }
    }

    private void refund(Fact.Refunded refund) {
        if (!(payments.get(refund.paymentId()) instanceof Payment.Captured captured)
                || captured.refunds().containsKey(refund.key())
                || refund.amount().amountMinor() > captured.refundableMinor()) {
            throw new IllegalStateException(
                    "refund " + refund.key() + " does not fit payment " + refund.paymentId());
        }
        payments.put(captured.id(), captured.refunded(refund.key(), refund.amount()));
    }
}
