package steadfast.sandbox.bank;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import steadfast.events.Money;
import steadfast.sandbox.journal.LedgerEvent;
import steadfast.sandbox.protocol.ApiError;
import steadfast.sandbox.protocol.Call;
import steadfast.sandbox.protocol.LedgerPayment;
import steadfast.sandbox.protocol.MerchantResponse;

/** Decides what a refund changes in the ledger, and records it; a part of {@link ChargeService}. */
final class RefundService {

    private final PaymentBook book;
    private final Consumer<LedgerEvent> record;
    private final Clock clock;

    RefundService(PaymentBook book, Consumer<LedgerEvent> record, Clock clock) {
        this.book = book;
        this.record = record;
        this.clock = clock;
    }

    MerchantResponse answer(Call.Refund refund) {
        Optional<LedgerPayment> known = book.find(refund.paymentId());
        if (known.isEmpty()) {
            return MerchantResponse.unknownPayment();
        }
        return known.get() instanceof LedgerPayment.Captured captured
                ? refund(captured, refund)
                : refused("nothing was captured");
    }

    private MerchantResponse refund(LedgerPayment.Captured captured, Call.Refund refund) {
        Money before = captured.refunds().get(refund.key());
        if (before != null) {
            return before.equals(refund.amount())
                    ? MerchantResponse.refund(refund.key(), before)
                    : MerchantResponse.error(
                            ApiError.KEY_REUSED,
                            "this key was already used for a refund of another amount");
        }
        if (captured.failedRefunds().containsKey(refund.key())) {
            return refused("this refund failed after it had succeeded");
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
                new LedgerEvent.Refunded(
                        captured.id(),
                        refund.key(),
                        refund.amount(),
                        refund.reason(),
                        clock.instant()));
        return MerchantResponse.refund(refund.key(), refund.amount());
    }

    private static MerchantResponse refused(String why) {
        return MerchantResponse.error(ApiError.REFUND_REFUSED, why);
    }
}
