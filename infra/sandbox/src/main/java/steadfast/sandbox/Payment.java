package steadfast.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import steadfast.events.Money;

/** A payment as the gateway knows it; each state holds what is legal in it. */
sealed interface Payment {

    PaymentKey id();

    /**
     * Taken in, but not decided.
     *
     * @param payBy nothing is captured after it
     */
    record Pending(
            PaymentKey id,
            Money amount,
            String paymentMethod,
            Instant payBy,
            Instant settlesAt,
            Settlement settlement)
            implements Payment {}

    /**
     * The money was taken.
     *
     * @param refunds by refund key, in the order they were made; never more than was captured
     */
    record Captured(
            PaymentKey id, Money amount, Instant capturedAt, SequencedMap<String, Money> refunds)
            implements Payment {

        public Captured {
            if (refunded(refunds) > amount.amountMinor()) {
                throw new IllegalArgumentException("more was refunded than captured: " + id);
            }
        }

        long refundedMinor() {
            return refunded(refunds);
        }

        long refundableMinor() {
            return amount.amountMinor() - refundedMinor();
        }

        Captured refunded(String key, Money back) {
            SequencedMap<String, Money> more = new LinkedHashMap<>(refunds);
            more.put(key, back);
            return new Captured(id, amount, capturedAt, more);
        }

        private static long refunded(Map<String, Money> refunds) {
            return refunds.values().stream().mapToLong(Money::amountMinor).sum();
        }
    }

    /** A definite no; it can't be paid any more. */
    record Declined(PaymentKey id, Money amount, String reason) implements Payment {}

    /** Closed before any capture; a charge that comes later is not made. */
    record Cancelled(PaymentKey id) implements Payment {}
}
