package steadfast.sandbox;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import steadfast.events.Money;

/** Decides what a refund does to the books, and records it; the part of {@link Teller} for it. */
final class RefundTeller {

    private final PaymentBook book;
    private final Consumer<Fact> record;
    private final Clock clock;

    RefundTeller(PaymentBook book, Consumer<Fact> record, Clock clock) {
        this.book = book;
        this.record = record;
        this.clock = clock;
    }

    Answer answer(Call.Refund refund) {
        Optional<Payment> known = book.find(refund.paymentId());
        if (known.isEmpty()) {
            return Answer.unknownPayment();
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
        if (captured.failedRefunds().containsKey(refund.key())) {
            return refused("this refund failed after it had gone through");
        }
        if (captured.dispute().isPresent()) {
            return refused("the buyer's bank took the money back");
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

    private static Answer refused(String why) {
        return Answer.error(ApiError.REFUND_REFUSED, why);
    }
}
