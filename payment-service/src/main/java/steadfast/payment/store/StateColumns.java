package steadfast.payment.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import steadfast.payment.lifecycle.PaymentState;

/**
 * A state as the table's columns, null where the status has none; converts them to and from the
 * sealed states, where nothing is null.
 *
 * @param attempt null keeps the number of the last call
 */
record StateColumns(
        String status,
        @Nullable Integer attempt,
        @Nullable String detail,
        @Nullable String action,
        @Nullable Instant actionUntil,
        @Nullable Instant capturedAt,
        @Nullable Integer refundNumber) {
    static final String REQUESTED = "REQUESTED";

    static StateColumns of(PaymentState state) {
        return switch (state) {
            case PaymentState.Requested s -> called(REQUESTED, s.refusedCalls(), null);
            case PaymentState.Sent s -> called("SENT", s.attempt(), null);
            case PaymentState.Unknown s -> called("UNKNOWN", s.attempt(), s.cause());
            case PaymentState.ActionRequired s ->
                    new StateColumns(
                            "ACTION_REQUIRED",
                            s.attempt(),
                            null,
                            s.action(),
                            s.until(),
                            null,
                            null);
            case PaymentState.Captured s -> settled("CAPTURED", null, s.capturedAt(), null);
            case PaymentState.Declined s -> settled("DECLINED", s.reason(), null, null);
            case PaymentState.Cancelled s -> settled("CANCELLED", null, null, null);
            case PaymentState.Refunding s ->
                    settled("REFUNDING", s.reason(), s.capturedAt(), s.refundNumber());
            case PaymentState.RefundRefused s ->
                    settled("REFUND_REFUSED", s.reason(), s.capturedAt(), s.refundNumber());
            case PaymentState.Refunded s -> settled("REFUNDED", null, null, s.refundNumber());
        };
    }

    private static StateColumns called(String status, int attempt, @Nullable String detail) {
        return new StateColumns(status, attempt, detail, null, null, null, null);
    }

    private static StateColumns settled(
            String status,
            @Nullable String detail,
            @Nullable Instant capturedAt,
            @Nullable Integer refundNumber) {
        return new StateColumns(status, null, detail, null, null, capturedAt, refundNumber);
    }

    PaymentState state() {
        return switch (status) {
            case REQUESTED -> new PaymentState.Requested(present(attempt));
            case "SENT" -> new PaymentState.Sent(present(attempt));
            case "UNKNOWN" -> new PaymentState.Unknown(present(attempt), present(detail));
            case "ACTION_REQUIRED" ->
                    new PaymentState.ActionRequired(
                            present(attempt), present(action), present(actionUntil));
            case "CAPTURED" -> new PaymentState.Captured(present(capturedAt));
            case "DECLINED" -> new PaymentState.Declined(present(detail));
            case "CANCELLED" -> new PaymentState.Cancelled();
            case "REFUNDING" ->
                    new PaymentState.Refunding(
                            present(capturedAt), present(refundNumber), present(detail));
            case "REFUND_REFUSED" ->
                    new PaymentState.RefundRefused(
                            present(capturedAt), present(refundNumber), present(detail));
            case "REFUNDED" -> new PaymentState.Refunded(present(refundNumber));
            default -> throw new IllegalStateException("unknown status: " + status);
        };
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "a column that the status needs");
    }
}
