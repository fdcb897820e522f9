package steadfast.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;

/**
 * What goes back to the merchant.
 *
 * @param body written as JSON
 */
record Answer(int status, Object body) {

    /** ISO 4217's code for "no currency": a tombstone of an unknown payment has no amount. */
    private static final Money NO_AMOUNT = new Money(0, "XXX");

    /** A payment as the API shows it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentView(
            PaymentKey paymentId,
            String status,
            long amountMinor,
            String currency,
            @Nullable String reason,
            @Nullable Instant capturedAt,
            long refundedMinor) {}

    /** A refund as the API shows it. */
    record RefundView(String status, String key, long amountMinor, String currency) {}

    /** A refusal as the API shows it. */
    record ErrorView(String error, String message) {}

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer error(ApiError error, String message) {
        return new Answer(error.status(), new ErrorView(error.code(), message));
    }

    static Answer internal() {
        return error(ApiError.INTERNAL, "something went wrong in the gateway");
    }

    /** A payment as it stands. */
    static Answer payment(Payment payment) {
        return switch (payment) {
            case Payment.Captured captured ->
                    captured(
                            captured,
                            captured.refundableMinor() == 0 ? "REFUNDED" : "CAPTURED",
                            captured.refundedMinor());
            case Payment.Pending pending ->
                    payment(pending.id(), "PENDING", pending.amount(), null);
            case Payment.Declined declined ->
                    payment(declined.id(), "DECLINED", declined.amount(), declined.reason());
            case Payment.Cancelled cancelled -> tombstone(cancelled, NO_AMOUNT);
        };
    }

    /** What a charge is answered with: its outcome, whatever was refunded since. */
    static Answer charge(Payment payment, Money asked) {
        return switch (payment) {
            case Payment.Captured captured -> captured(captured, "CAPTURED", 0);
            case Payment.Pending pending -> payment(pending);
            case Payment.Declined declined -> payment(declined);
            case Payment.Cancelled cancelled -> tombstone(cancelled, asked);
        };
    }

    static Answer refund(String key, Money amount) {
        return ok(new RefundView("REFUNDED", key, amount.amountMinor(), amount.currency()));
    }

    private static Answer captured(Payment.Captured captured, String status, long refundedMinor) {
        return ok(
                new PaymentView(
                        captured.id(),
                        status,
                        captured.amount().amountMinor(),
                        captured.amount().currency(),
                        null,
                        captured.capturedAt(),
                        refundedMinor));
    }

    private static Answer tombstone(Payment.Cancelled cancelled, Money amount) {
        return payment(cancelled.id(), "CANCELLED", amount, null);
    }

    private static Answer payment(
            PaymentKey id, String status, Money amount, @Nullable String reason) {
        return ok(
                new PaymentView(
                        id, status, amount.amountMinor(), amount.currency(), reason, null, 0));
    }
}
