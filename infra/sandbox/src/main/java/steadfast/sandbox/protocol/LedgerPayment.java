package steadfast.sandbox.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import steadfast.events.Money;

/** A payment as the gateway knows it; each state holds only the data that is legal in it. */
public sealed interface LedgerPayment {

    PaymentKey id();

    /** Accepted, but not decided: a capture, a decline or a cancel can still follow. */
    sealed interface Open extends LedgerPayment {

        Money amount();

        String paymentMethod();

        /** Nothing is captured after it. */
        Instant payBy();
    }

    /** Settles at its own time. */
    record Pending(
            PaymentKey id,
            Money amount,
            String paymentMethod,
            Instant payBy,
            Instant settlesAt,
            Settlement settlement)
            implements Open {}

    /**
     * Waits for its buyer until its deadline.
     *
     * @param token the token that the buyer's phone must have
     * @param action the link that the buyer is shown, which contains the token
     */
    record ActionRequired(
            PaymentKey id,
            Money amount,
            String paymentMethod,
            Instant payBy,
            String token,
            String action)
            implements Open {}

    /**
     * The money was taken.
     *
     * @param refunds by refund key, in the order they were made; never more than was captured
     * @param failedRefunds those that succeeded and failed later, by refund key
     * @param dispute why the buyer's bank charged it back; empty if it didn't
     */
    record Captured(
            PaymentKey id,
            Money amount,
            Instant capturedAt,
            SequencedMap<String, Money> refunds,
            Map<String, Money> failedRefunds,
            Optional<String> dispute)
            implements LedgerPayment {

        public Captured {
            if (refunded(refunds) > amount.amountMinor()) {
                throw new IllegalArgumentException("more was refunded than captured: " + id);
            }
        }

        long refundedMinor() {
            return refunded(refunds);
        }

        /** Returns what is not refunded yet, in minor units. */
        public long refundableMinor() {
            return amount.amountMinor() - refundedMinor();
        }

        /** Returns the payment with one more refund. */
        public Captured refunded(String key, Money back) {
            SequencedMap<String, Money> more = new LinkedHashMap<>(refunds);
            more.put(key, back);
            return new Captured(id, amount, capturedAt, more, failedRefunds, dispute);
        }

        /** Returns the payment without this refund. */
        public Captured withFailed(String key) {
            SequencedMap<String, Money> fewer = new LinkedHashMap<>(refunds);
            Money again = fewer.remove(key);
            if (again == null) {
                throw new IllegalArgumentException("no such refund: " + key);
            }
            Map<String, Money> failed = new LinkedHashMap<>(failedRefunds);
            failed.put(key, again);
            return new Captured(id, amount, capturedAt, fewer, failed, dispute);
        }

        /** Returns the payment with a dispute for this reason. */
        public Captured disputed(String reason) {
            return new Captured(
                    id, amount, capturedAt, refunds, failedRefunds, Optional.of(reason));
        }

        /** Returns the total of refunds that failed later. */
        long failedMinor() {
            return refunded(failedRefunds);
        }

        private static long refunded(Map<String, Money> refunds) {
            return refunds.values().stream().mapToLong(Money::amountMinor).sum();
        }
    }

    /** Definitely declined; it can't be paid any more. */
    record Declined(PaymentKey id, Money amount, String reason) implements LedgerPayment {}

    /**
     * Closed before any capture; later charges are refused.
     *
     * @param amount empty if it was never charged
     */
    record Cancelled(PaymentKey id, Optional<Money> amount) implements LedgerPayment {}
}
