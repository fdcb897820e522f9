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
import steadfast.sandbox.protocol.PaymentKey;

/**
 * Carries out what people and banks do at the gateway without the merchant; a part of {@link
 * ChargeService}. Repeating changes nothing.
 */
final class DashboardService {

    private final PaymentBook book;
    private final RefundService refunds;
    private final Consumer<LedgerEvent> record;
    private final Clock clock;

    DashboardService(
            PaymentBook book, RefundService refunds, Consumer<LedgerEvent> record, Clock clock) {
        this.book = book;
        this.refunds = refunds;
        this.record = record;
        this.clock = clock;
    }

    MerchantResponse answer(DashboardAction what) {
        Optional<LedgerPayment> known = book.find(what.paymentId());
        if (known.isEmpty()) {
            return MerchantResponse.unknownPayment();
        }
        if (!(known.get() instanceof LedgerPayment.Captured captured)) {
            return MerchantResponse.error(ApiError.NOTHING_CAPTURED, "nothing was captured");
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

    private MerchantResponse failed(LedgerPayment.Captured captured, String key) {
        Money amount = captured.refunds().get(key);
        if (amount != null) {
            record.accept(
                    new LedgerEvent.RefundFailed(captured.id(), key, amount, clock.instant()));
        } else if (!captured.failedRefunds().containsKey(key)) {
            return MerchantResponse.error(ApiError.NOT_FOUND, "no refund with this key");
        }
        return shown(captured.id());
    }

    private MerchantResponse disputed(LedgerPayment.Captured captured, String reason) {
        if (captured.dispute().isEmpty()) {
            if (captured.refundableMinor() == 0) {
                return MerchantResponse.error(
                        ApiError.NOTHING_CAPTURED, "it was refunded completely");
            }
            record.accept(
                    new LedgerEvent.Disputed(
                            captured.id(),
                            new Money(captured.refundableMinor(), captured.amount().currency()),
                            reason,
                            clock.instant()));
        }
        return shown(captured.id());
    }

    private MerchantResponse shown(PaymentKey paymentId) {
        return book.find(paymentId).map(MerchantResponse::payment).orElseThrow();
    }
}
