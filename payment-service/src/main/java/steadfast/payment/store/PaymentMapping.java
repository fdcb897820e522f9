package steadfast.payment.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;

/** Between the row's nullable columns and the sealed states, where nothing is null. */
final class PaymentMapping {
    static final String REQUESTED = "REQUESTED";

    private PaymentMapping() {}

    static Payment read(PaymentRow row) {
        return new Payment(
                PaymentId.parse(row.paymentId),
                new Money(row.amountMinor, row.currency),
                row.method,
                row.gateway,
                row.payBy,
                state(row));
    }

    private static PaymentState state(PaymentRow row) {
        return switch (row.status) {
            case REQUESTED -> new PaymentState.Requested(row.attempt);
            case "SENT" -> new PaymentState.Sent(row.attempt);
            case "UNKNOWN" -> new PaymentState.Unknown(row.attempt, present(row.detail));
            case "ACTION_REQUIRED" ->
                    new PaymentState.ActionRequired(
                            row.attempt, present(row.action), present(row.actionUntil));
            case "CAPTURED" -> new PaymentState.Captured(present(row.capturedAt));
            case "DECLINED" -> new PaymentState.Declined(present(row.detail));
            case "CANCELLED" -> new PaymentState.Cancelled();
            case "REFUNDING" ->
                    new PaymentState.Refunding(
                            present(row.capturedAt),
                            present(row.refundNumber),
                            present(row.detail));
            case "REFUND_REFUSED" ->
                    new PaymentState.RefundRefused(
                            present(row.capturedAt),
                            present(row.refundNumber),
                            present(row.detail));
            case "REFUNDED" -> new PaymentState.Refunded(present(row.refundNumber));
            default -> throw new IllegalStateException("no such status: " + row.status);
        };
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "a column that the status needs");
    }

    static void write(PaymentState state, PaymentRow row) {
        row.status = status(state);
        row.detail = null;
        row.action = null;
        row.actionUntil = null;
        row.capturedAt = null;
        row.refundNumber = null;
        switch (state) {
            case PaymentState.Requested s -> row.attempt = s.refusedCalls();
            case PaymentState.Sent s -> row.attempt = s.attempt();
            case PaymentState.Unknown s -> {
                row.attempt = s.attempt();
                row.detail = s.cause();
            }
            case PaymentState.ActionRequired s -> {
                row.attempt = s.attempt();
                row.action = s.action();
                row.actionUntil = s.until();
            }
            case PaymentState.Captured s -> row.capturedAt = s.capturedAt();
            case PaymentState.Declined s -> row.detail = s.reason();
            case PaymentState.Cancelled s -> {}
            case PaymentState.Refunding s ->
                    writeRefund(row, s.capturedAt(), s.refundNumber(), s.reason());
            case PaymentState.RefundRefused s ->
                    writeRefund(row, s.capturedAt(), s.refundNumber(), s.reason());
            case PaymentState.Refunded s -> row.refundNumber = s.refundNumber();
        }
    }

    private static void writeRefund(
            PaymentRow row, Instant capturedAt, int refundNumber, String reason) {
        row.capturedAt = capturedAt;
        row.refundNumber = refundNumber;
        row.detail = reason;
    }

    static String status(PaymentState state) {
        return switch (state) {
            case PaymentState.Requested s -> REQUESTED;
            case PaymentState.Sent s -> "SENT";
            case PaymentState.Unknown s -> "UNKNOWN";
            case PaymentState.ActionRequired s -> "ACTION_REQUIRED";
            case PaymentState.Captured s -> "CAPTURED";
            case PaymentState.Declined s -> "DECLINED";
            case PaymentState.Cancelled s -> "CANCELLED";
            case PaymentState.Refunding s -> "REFUNDING";
            case PaymentState.RefundRefused s -> "REFUND_REFUSED";
            case PaymentState.Refunded s -> "REFUNDED";
        };
    }
}
