package steadfast.sandbox;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import steadfast.events.Money;

/**
 * Carries out what people and banks do at the gateway without the merchant; the part of {@link
 * Teller} for it. Repeating changes nothing.
 */
final class DashboardService {

    private final PaymentBook book;
    private final RefundTeller refunds;
    private final Consumer<Fact> record;
    private final Clock clock;

    DashboardService(PaymentBook book, RefundTeller refunds, Consumer<Fact> record, Clock clock) {
        this.book = book;
        this.refunds = refunds;
        this.record = record;
        this.clock = clock;
    }

    Answer answer(DashboardAction what) {
        Optional<Payment> known = book.find(what.paymentId());
        if (known.isEmpty()) {
            return Answer.unknownPayment();
        }
        if (!(known.get() instanceof Payment.Captured captured)) {
            return Answer.error(ApiError.NOTHING_CAPTURED, "nothing was captured");
        }
        return switch (what) {
            case DashboardAction.Refund refund ->
                    refunds.answer(
                            new Call.Refund(
                                    refund.paymentId(),
                                    refund.key(),
                                    refund.amount(),
                                    refund.reason()));
            case DashboardAction.FailRefund fail -> failed(captured, fail.key());
            case DashboardAction.Dispute dispute -> disputed(captured, dispute.reason());
        };
    }

    private Answer failed(Payment.Captured captured, String key) {
        Money amount = captured.refunds().get(key);
        if (amount != null) {
            record.accept(new Fact.RefundFailed(captured.id(), key, amount, clock.instant()));
        } else if (!captured.failedRefunds().containsKey(key)) {
            return Answer.error(ApiError.NOT_FOUND, "there is no refund of this key");
        }
        return shown(captured.id());
    }

    private Answer disputed(Payment.Captured captured, String reason) {
        if (captured.dispute().isEmpty()) {
            if (captured.refundableMinor() == 0) {
                return Answer.error(ApiError.NOTHING_CAPTURED, "all of it was refunded");
            }
            record.accept(
                    new Fact.Disputed(
                            captured.id(),
                            new Money(captured.refundableMinor(), captured.amount().currency()),
                            reason,
                            clock.instant()));
        }
        return shown(captured.id());
    }

    private Answer shown(PaymentKey paymentId) {
        return book.find(paymentId).map(Answer::payment).orElseThrow();
    }
}
