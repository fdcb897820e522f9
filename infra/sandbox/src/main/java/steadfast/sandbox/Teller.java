package steadfast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final Supplier<String> tokens;
    private final RefundTeller refunds;
    private final DashboardService dashboard;
    private final Replica replica = new Replica();

    /**
     * At these books.
     *
     * @param record takes a fact into the books and hands it to the journal
     * @param tokens gives one that nobody can guess to each payment that waits for its buyer
     */
    Teller(
            PaymentBook book,
            Issuer issuer,
            Consumer<Fact> record,
            Clock clock,
            Supplier<String> tokens) {
        this.book = book;
        this.issuer = issuer;
        this.record = record;
        this.clock = clock;
        this.tokens = tokens;
        this.refunds = new RefundTeller(book, record, clock);
        this.dashboard = new DashboardService(book, refunds, record, clock);
    }

    /** Does what the call asks, but for the twist; one that doesn't fit the call is no twist. */
    Answer answer(Call call, Twist twist) {
        return switch (call) {
            case Call.Charge charge -> charge(charge, twist);
            case Call.Query query -> query(query.paymentId(), twist);
            case Call.Cancel cancel -> cancel(cancel.paymentId(), twist);
            case Call.Refund refund -> refunds.answer(refund);
        };
    }

    /** Does what happens to a payment without the shop. */
    Answer answer(DashboardAction what) {
        return dashboard.answer(what);
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
            case Twist.None none -> taken(charge, now);
            case Twist.Lag lag -> taken(charge, now);
            case Twist.Unseen unseen -> taken(charge, now);
            case Twist.Overtaken overtaken -> taken(charge, now);
        };
    }

    private Fact taken(Call.Charge charge, Instant now) {
        if (!issuer.asksTheBuyer(charge.paymentMethod())) {
            return new Fact.Captured(
                    charge.paymentId(), charge.amount(), charge.paymentMethod(), now);
        }
        String token = tokens.get();
        return new Fact.ActionRequired(
                charge.paymentId(),
                charge.amount(),
                charge.paymentMethod(),
                charge.payBy(),
                token,
                "%s/v1/payments/%s/pay?token=%s"
                        .formatted(charge.gateway(), charge.paymentId(), token),
                now);
    }

    private static Fact declined(Call.Charge charge, String reason, Instant now) {
        return new Fact.Declined(
                charge.paymentId(), charge.amount(), charge.paymentMethod(), reason, now);
    }

    private static boolean speaksOf(Payment payment, Money amount) {
        return switch (payment) {
            case Payment.Open open -> open.amount().equals(amount);
            case Payment.Captured captured -> captured.amount().equals(amount);
            case Payment.Declined declined -> declined.amount().equals(amount);
            case Payment.Cancelled cancelled -> cancelled.amount().orElse(amount).equals(amount);
        };
    }

    private Answer query(PaymentKey paymentId, Twist twist) {
        Instant now = clock.instant();
        return book.find(paymentId)
                .filter(payment -> replica.shows(payment, twist, now))
                .map(Answer::payment)
                .orElseGet(Answer::unknownPayment);
    }

    /** Closes what was not captured; of a key that nobody knows a tombstone stays. */
    private Answer cancel(PaymentKey paymentId, Twist twist) {
        Instant now = clock.instant();
        Optional<Payment> known = book.find(paymentId);
        if (known.isEmpty()) {
            record.accept(new Fact.Cancelled(paymentId, now));
        } else if (known.get() instanceof Payment.Open open) {
            record.accept(
                    isOvertaken(open, twist) && !now.isAfter(open.payBy())
                            ? captured(open, now)
                            : new Fact.Cancelled(paymentId, now));
        }
        return book.find(paymentId).map(Answer::payment).orElseThrow();
    }

    private static boolean isOvertaken(Payment.Open open, Twist twist) {
        return switch (open) {
            case Payment.Pending pending ->
                    twist instanceof Twist.Overtaken
                            || pending.settlement() == Settlement.CAPTURE_BEFORE_CANCEL;
            case Payment.ActionRequired asked -> false; // no money is on its way
        };
    }

    /** Captures what waits for its buyer, if it is in time. */
    Answer pay(PaymentKey paymentId, String token) {
        Instant now = clock.instant();
        if (book.find(paymentId).orElse(null) instanceof Payment.ActionRequired asked
                && MessageDigest.isEqual(asked.token().getBytes(UTF_8), token.getBytes(UTF_8))
                && !now.isAfter(asked.payBy())) {
            record.accept(captured(asked, now));
            return book.find(paymentId).map(Answer::payment).orElseThrow();
        }
        return Answer.error(
                ApiError.NOTHING_TO_PAY, "it is paid, or closed, or this is not its token");
    }

    /** Settles every payment whose time has come. */
    void settleDue() {
        Instant now = clock.instant();
        List<Payment.Open> due =
                book.open().stream().filter(payment -> isDue(payment, now)).toList();
        due.forEach(payment -> record.accept(settled(payment, now)));
    }

    private static boolean isDue(Payment.Open open, Instant now) {
        return switch (open) {
            case Payment.Pending pending -> !now.isBefore(pending.settlesAt());
            case Payment.ActionRequired asked -> now.isAfter(asked.payBy());
        };
    }

    private static Fact settled(Payment.Open open, Instant now) {
        return switch (open) {
            case Payment.Pending pending -> settled(pending, now);
            case Payment.ActionRequired asked -> new Fact.Cancelled(asked.id(), now);
        };
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

    private static Fact captured(Payment.Open open, Instant now) {
        return new Fact.Captured(open.id(), open.amount(), open.paymentMethod(), now);
    }

    private static Fact declined(Payment.Pending pending, String reason, Instant now) {
        return new Fact.Declined(
                pending.id(), pending.amount(), pending.paymentMethod(), reason, now);
    }
}
