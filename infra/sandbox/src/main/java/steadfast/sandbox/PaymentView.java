package steadfast.sandbox;

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
 * @param disputed why the buyer's bank took it back; absent if it didn't
 * @param failedRefundMinor what had been refunded and came back; absent if nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaymentView(
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

    /** A payment as it stands. */
    static PaymentView of(Payment payment) {
        return switch (payment) {
            case Payment.Captured captured ->
                    captured(
                            captured,
                            captured.refundableMinor() == 0 ? "REFUNDED" : "CAPTURED",
                            captured.refundedMinor(),
                            captured.dispute().orElse(null),
                            captured.failedRefunds().isEmpty() ? null : captured.failedMinor());
            case Payment.Pending pending -> plain(pending.id(), "PENDING", pending.amount());
            case Payment.ActionRequired asked -> asked(asked);
            case Payment.Declined declined -> declined(declined);
            case Payment.Cancelled cancelled ->
                    plain(cancelled.id(), "CANCELLED", cancelled.amount().orElse(NO_AMOUNT));
        };
    }

    /** What a charge of this amount is answered with: its outcome, whatever was refunded since. */
    static PaymentView ofCharge(Payment payment, Money amount) {
        return switch (payment) {
            case Payment.Captured captured -> captured(captured, "CAPTURED", 0, null, null);
            case Payment.Cancelled cancelled -> plain(cancelled.id(), "CANCELLED", amount);
            case Payment.Pending pending -> of(pending);
            case Payment.ActionRequired asked -> of(asked);
            case Payment.Declined declined -> of(declined);
        };
    }

    /** The same payment with the opposite outcome: what a liar would say at this time. */
    PaymentView contradicted(Instant at) {
        return capturedAt == null
                ? claim("CAPTURED", amountMinor, null, at)
                : claim("DECLINED", amountMinor, "do-not-honor", null);
    }

    /** The same payment, captured over another amount. */
    PaymentView withAnotherAmount(Instant at) {
        return claim("CAPTURED", amountMinor == 1 ? 2 : 1, null, at);
    }

    private PaymentView claim(
            String claimed, long minor, @Nullable String why, @Nullable Instant at) {
        return new PaymentView(
                paymentId, claimed, minor, currency, why, null, null, at, 0, null, null);
    }

    private static PaymentView captured(
            Payment.Captured captured,
            String status,
            long refundedMinor,
            @Nullable String disputed,
            @Nullable Long failedRefundMinor) {
        return new PaymentView(
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

    private static PaymentView declined(Payment.Declined declined) {
        return new PaymentView(
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

    private static PaymentView asked(Payment.ActionRequired asked) {
        return new PaymentView(
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

    private static PaymentView plain(PaymentKey id, String status, Money amount) {
        return new PaymentView(
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
