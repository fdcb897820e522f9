package steadfast.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import steadfast.events.Money;

/**
 * Decides what a request does to the books, and records it. For one thread: nothing can come
 * between a decision and its record, so two identical charges are one capture.
 *
 * <p>An answer may leave only when the journal has settled, or a crash could take back what a
 * merchant was told.
 */
final class Teller {

    private final PaymentBook book;
    private final Ledger ledger;
    private final Issuer issuer;
    private final Consumer<Fact> record;
    private final Clock clock;

    /** {@code record} takes a fact into the books and hands it to the journal. */
    Teller(PaymentBook book, Ledger ledger, Issuer issuer, Consumer<Fact> record, Clock clock) {
        this.book = book;
        this.ledger = ledger;
        this.issuer = issuer;
        this.record = record;
        this.clock = clock;
    }

    /**
     * A request for money.
     *
     * @param payBy nothing is captured after it
     */
    record Charge(PaymentKey paymentId, Money amount, String paymentMethod, Instant payBy) {}

    /** A request to give money back; {@code key} makes it repeatable. */
    record Refund(String key, Money amount, String reason) {}

    Answer charge(Charge charge) {
        Optional<Payment> known = book.find(charge.paymentId());
        if (known.isPresent()) {
            return speaksOf(known.get(), charge.amount())
                    ? Answer.charge(known.get(), charge.amount())
                    : Answer.error(
                            ApiError.KEY_REUSED,
                            "this paymentId was charged with another amount before");
        }
        record.accept(decide(charge));
        return Answer.charge(known(charge.paymentId()), charge.amount());
    }

    private Fact decide(Charge charge) {
        Instant now = clock.instant();
        Optional<String> refusal =
                now.isAfter(charge.payBy())
                        ? Optional.of("deadline-passed")
                        : issuer.refusal(charge.paymentMethod());
        return refusal.<Fact>map(reason ->
                        new Fact.Declined(
                                charge.paymentId(),
                                charge.amount(),
                                charge.paymentMethod(),
                                reason,
                                now))
                .orElseGet(() ->
                        new Fact.Captured(
                                charge.paymentId(), charge.amount(), charge.paymentMethod(), now));
    }

    private static boolean speaksOf(Payment payment, Money amount) {
        return switch (payment) {
            case Payment.Captured captured -> captured.amount().equals(amount);
            case Payment.Declined declined -> declined.amount().equals(amount);
            case Payment.Cancelled cancelled -> true; // a tombstone was never charged
        };
    }

    Answer query(PaymentKey paymentId) {
        return book.find(paymentId).map(Answer::payment).orElseGet(Teller::unknown);
    }

    /** Closes what was not captured; of a key that nobody knows a tombstone stays. */
    Answer cancel(PaymentKey paymentId) {
        if (book.find(paymentId).isEmpty()) {
            record.accept(new Fact.Cancelled(paymentId, clock.instant()));
        }
        return query(paymentId);
    }

    Answer refund(PaymentKey paymentId, Refund refund) {
        Optional<Payment> known = book.find(paymentId);
        if (known.isEmpty()) {
            return unknown();
        }
        return known.get() instanceof Payment.Captured captured
                ? refund(captured, refund)
                : refused("nothing was captured");
    }

    private Answer refund(Payment.Captured captured, Refund refund) {
        Money before = captured.refunds().get(refund.key());
        if (before != null) {
            return before.equals(refund.amount())
                    ? Answer.refund(refund.key(), before)
                    : Answer.error(
                            ApiError.KEY_REUSED,
                            "this key was used for a refund of another amount before");
        }
        if (!captured.amount().currency().equals(refund.amount().currency())) {
            return refused("the payment was captured in " + captured.amount().currency());
        }
        if (refund.amount().amountMinor() > captured.refundableMinor()) {
            return refused("only " + captured.refundableMinor() + " of what was captured is left");
        }
        record.accept(
                new Fact.Refunded(
                        captured.id(),
                        refund.key(),
                        refund.amount(),
                        refund.reason(),
                        clock.instant()));
        return Answer.refund(refund.key(), refund.amount());
    }

    Answer ledger(long after, int limit) {
        return Answer.ok(ledger.page(after, limit));
    }

    private Payment known(PaymentKey paymentId) {
        return book.find(paymentId).orElseThrow();
    }

    private static Answer unknown() {
        return Answer.error(ApiError.NOT_FOUND, "there is no payment of this paymentId");
    }

    private static Answer refused(String why) {
        return Answer.error(ApiError.REFUND_REFUSED, why);
    }
}
