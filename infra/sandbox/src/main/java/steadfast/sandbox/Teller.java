package steadfast.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import steadfast.events.Money;

/**
 * Decides what a call does to the books, and records it. For one thread: nothing can come between a
 * decision and its record, so two identical charges are one capture.
 *
 * <p>An answer may leave only when the journal has settled, or a crash could take back what a
 * merchant was told.
 */
final class Teller {

    private static final String DEADLINE_PASSED = "deadline-passed";
    private static final String REFUSED_ON_SETTLEMENT = "do-not-honor";

    private final PaymentBook book;
    private final Issuer issuer;
    private final Consumer<Fact> record;
    private final Clock clock;
    private final Replica replica = new Replica();

    /** {@code record} takes a fact into the books and hands it to the journal. */
    Teller(PaymentBook book, Issuer issuer, Consumer<Fact> record, Clock clock) {
        this.book = book;
        this.issuer = issuer;
        this.record = record;
        this.clock = clock;
    }

    /** Does what the call asks, but for the twist; one that doesn't fit the call is no twist. */
    Answer answer(Call call, Twist twist) {
        return switch (call) {
            case Call.Charge charge -> charge(charge, twist);
            case Call.Query query -> query(query.paymentId(), twist);
            case Call.Cancel cancel -> cancel(cancel.paymentId(), twist);
            case Call.Refund refund -> refund(refund);
        };
    }

    private Answer charge(Call.Charge charge, Twist twist) {
        Optional<Payment> known = book.find(charge.paymentId());
        if (known.isPresent()) {
            return speaksOf(known.get(), charge.amount())
                    ? Answer.charge(known.get(), charge.amount())
                    : Answer.error(
                            ApiError.KEY_REUSED,
                            "this paymentId was charged with another amount before");
        }
        Instant now = clock.instant();
        record.accept(decide(charge, twist, now));
        if (twist instanceof Twist.Lag lag) {
            replica.hide(charge.paymentId(), now.plus(lag.length()));
        }
        return Answer.charge(book.find(charge.paymentId()).orElseThrow(), charge.amount());
    }

    private Fact decide(Call.Charge charge, Twist twist, Instant now) {
        if (now.isAfter(charge.payBy())) {
            return declined(charge, DEADLINE_PASSED, now);
        }
        Optional<String> refusal = issuer.refusal(charge.paymentMethod());
        if (refusal.isPresent()) {
            return declined(charge, refusal.get(), now);
        }
        return switch (twist) {
            case Twist.Declined declined -> declined(charge, declined.reason(), now);
            case Twist.Pending pending ->
                    new Fact.Pending(
                            charge.paymentId(),
                            charge.amount(),
                            charge.paymentMethod(),
                            charge.payBy(),
                            now.plus(pending.settlesAfter()),
                            pending.settlement(),
                            now);
            case Twist.None none -> captured(charge, now);
            case Twist.Lag lag -> captured(charge, now);
            case Twist.Unseen unseen -> captured(charge, now);
            case Twist.Overtaken overtaken -> captured(charge, now);
        };
    }

    private static Fact captured(Call.Charge charge, Instant now) {
        return new Fact.Captured(charge.paymentId(), charge.amount(), charge.paymentMethod(), now);
    }

    private static Fact declined(Call.Charge charge, String reason, Instant now) {
        return new Fact.Declined(
                charge.paymentId(), charge.amount(), charge.paymentMethod(), reason, now);
    }

    private static boolean speaksOf(Payment payment, Money amount) {
        return switch (payment) {
            case Payment.Pending pending -> pending.amount().equals(amount);
            case Payment.Captured captured -> captured.amount().equals(amount);
            case Payment.Declined declined -> declined.amount().equals(amount);
            case Payment.Cancelled cancelled -> true; // maybe a tombstone, which was never charged
        };
    }

    private Answer query(PaymentKey paymentId, Twist twist) {
        Instant now = clock.instant();
        return book.find(paymentId)
                .filter(payment -> replica.shows(payment, twist, now))
                .map(Answer::payment)
                .orElseGet(Teller::unknown);
    }

    /** Closes what was not captured; of a key that nobody knows a tombstone stays. */
    private Answer cancel(PaymentKey paymentId, Twist twist) {
        Instant now = clock.instant();
        Optional<Payment> known = book.find(paymentId);
        if (known.isEmpty()) {
            record.accept(new Fact.Cancelled(paymentId, now));
        } else if (known.get() instanceof Payment.Pending pending) {
            record.accept(
                    isOvertaken(pending, twist) && !now.isAfter(pending.payBy())
                            ? captured(pending, now)
                            : new Fact.Cancelled(paymentId, now));
        }
        return book.find(paymentId).map(Answer::payment).orElseThrow();
    }

    private static boolean isOvertaken(Payment.Pending pending, Twist twist) {
        return twist instanceof Twist.Overtaken
                || pending.settlement() == Settlement.CAPTURE_BEFORE_CANCEL;
    }

    /** Settles every pending payment whose time has come. */
    void settleDue() {
        Instant now = clock.instant();
        List<Payment.Pending> due =
                book.pending().stream()
                        .filter(pending -> !now.isBefore(pending.settlesAt()))
                        .toList();
        due.forEach(pending -> record.accept(settled(pending, now)));
    }

    private static Fact settled(Payment.Pending pending, Instant now) {
        if (now.isAfter(pending.payBy())) {
            return declined(pending, DEADLINE_PASSED, now);
        }
        return switch (pending.settlement()) {
            case CAPTURE, CAPTURE_BEFORE_CANCEL -> captured(pending, now);
            case DECLINE -> declined(pending, REFUSED_ON_SETTLEMENT, now);
        };
    }

    private static Fact captured(Payment.Pending pending, Instant now) {
        return new Fact.Captured(pending.id(), pending.amount(), pending.paymentMethod(), now);
    }

    private static Fact declined(Payment.Pending pending, String reason, Instant now) {
        return new Fact.Declined(
                pending.id(), pending.amount(), pending.paymentMethod(), reason, now);
    }

    private Answer refund(Call.Refund refund) {
        Optional<Payment> known = book.find(refund.paymentId());
        if (known.isEmpty()) {
            return unknown();
        }
        return known.get() instanceof Payment.Captured captured
                ? refund(captured, refund)
                : refused("nothing was captured");
    }

    private Answer refund(Payment.Captured captured, Call.Refund refund) {
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

    private static Answer unknown() {
        return Answer.error(ApiError.NOT_FOUND, "there is no payment of this paymentId");
    }

    private static Answer refused(String why) {
        return Answer.error(ApiError.REFUND_REFUSED, why);
    }
}
