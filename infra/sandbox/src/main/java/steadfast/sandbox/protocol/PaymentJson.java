package steadfast.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;

/**
 * A payment as the API shows it.
 *
 * @param reason why it was declined
 * @param action what the buyer must do: a QR code's text, which is a URL too
 * @param until the action's deadline
 * @param disputed why the buyer's bank charged it back; absent if it didn't
 * @param failedRefundMinor the amount of refunds that came back; absent if none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentJson(
        PaymentKey paymentId,
        String status,
        long amountMinor,
        String currency,
        @Nullable String reason,
        @Nullable String action,
        @Nullable Instant until,
        @Nullable Instant capturedAt,
        long refundedMinor,
        @Nullable String disputed,
        @Nullable Long failedRefundMinor) {

    /** ISO 4217's code for "no currency": a tombstone of an unknown payment has no amount. */
    private static final Money NO_AMOUNT = new Money(0, "XXX");

    /** Returns a payment's current state. */
    public static PaymentJson of(LedgerPayment payment) {
        return switch (payment) {
            case LedgerPayment.Captured captured ->
                    captured(
                            captured,
                            captured.refundableMinor() == 0 ? "REFUNDED" : "CAPTURED",
                            captured.refundedMinor(),
                            captured.dispute().orElse(null),
                            captured.failedRefunds().isEmpty() ? null : captured.failedMinor());
            case LedgerPayment.Pending pending -> plain(pending.id(), "PENDING", pending.amount());
            case LedgerPayment.ActionRequired asked -> asked(asked);
            case LedgerPayment.Declined declined -> declined(declined);
            case LedgerPayment.Cancelled cancelled ->
                    plain(cancelled.id(), "CANCELLED", cancelled.amount().orElse(NO_AMOUNT));
        };
    }

    /**
     * Returns the response to a charge of this amount: its outcome, regardless of later refunds.
     */
    static PaymentJson ofCharge(LedgerPayment payment, Money amount) {
        return switch (payment) {
            case LedgerPayment.Captured captured -> captured(captured, "CAPTURED", 0, null, null);
            case LedgerPayment.Cancelled cancelled -> plain(cancelled.id(), "CANCELLED", amount);
            case LedgerPayment.Pending pending -> of(pending);
            case LedgerPayment.ActionRequired asked -> of(asked);
            case LedgerPayment.Declined declined -> of(declined);
        };
    }

    /** Returns the payment with the opposite outcome, for a false callback. */
    public PaymentJson contradicted(Instant at) {
        return capturedAt == null
                ? claim("CAPTURED", amountMinor, null, at)
                : claim("DECLINED", amountMinor, "do-not-honor", null);
    }

    /** Returns the payment with another captured amount. */
    public PaymentJson withAnotherAmount(Instant at) {
        return claim("CAPTURED", amountMinor == 1 ? 2 : 1, null, at);
    }

    private PaymentJson claim(
            String claimed, long minor, @Nullable String why, @Nullable Instant at) {
        return new PaymentJson(
                paymentId, claimed, minor, currency, why, null, null, at, 0, null, null);
    }

    private static PaymentJson captured(
            LedgerPayment.Captured captured,
            String status,
            long refundedMinor,
            @Nullable String disputed,
            @Nullable Long failedRefundMinor) {
        return new PaymentJson(
                captured.id(),
                status,
                captured.amount().amountMinor(),
                captured.amount().currency(),
                null,
                null,
                null,
                captured.capturedAt(),
                refundedMinor,
                disputed,
                failedRefundMinor);
    }

    private static PaymentJson declined(LedgerPayment.Declined declined) {
        return new PaymentJson(
                declined.id(),
                "DECLINED",
                declined.amount().amountMinor(),
                declined.amount().currency(),
                declined.reason(),
                null,
                null,
                null,
                0,
                null,
                null);
    }

    private static PaymentJson asked(LedgerPayment.ActionRequired asked) {
        return new PaymentJson(
                asked.id(),
                "ACTION_REQUIRED",
                asked.amount().amountMinor(),
                asked.amount().currency(),
                null,
                asked.action(),
                asked.payBy(),
                null,
                0,
                null,
                null);
    }

    private static PaymentJson plain(PaymentKey id, String status, Money amount) {
        return new PaymentJson(
                id,
                status,
                amount.amountMinor(),
                amount.currency(),
                null,
                null,
                null,
                null,
                0,
                null,
                null);
    }
}
