package steadfast.payment.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.gateway.ActionLink;
import steadfast.payment.lifecycle.Payment;
import steadfast.payment.lifecycle.PaymentState;
import steadfast.payment.store.PaymentView;

/**
 * A payment as an operator sees it; fields that its status does not have are absent.
 *
 * @param attempts calls made so far
 * @param detail why: the doubt, the decline, the reason for a refund or for its refusal
 * @param action where the buyer was sent; the link itself is only for the buyer
 * @param gatewayError the gateway's own code and message when it last refused a call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaymentResponse(
        String paymentId,
        int round,
        String status,
        Money amount,
        String paymentMethod,
        int attempts,
        Instant payBy,
        @Nullable String detail,
        @Nullable String action,
        @Nullable Instant actionUntil,
        @Nullable Instant capturedAt,
        @Nullable Integer refundNumber,
        PaymentView.@Nullable LastError gatewayError,
        Instant createdAt,
        Instant updatedAt) {

    /** The fields that only some states have. */
    private record Particulars(
            @Nullable String detail,
            @Nullable String action,
            @Nullable Instant actionUntil,
            @Nullable Instant capturedAt,
            @Nullable Integer refundNumber) {}

    static PaymentResponse of(PaymentView view) {
        Payment payment = view.payment();
        Particulars particulars = particulars(payment.state());
        return new PaymentResponse(
                payment.paymentId().toString(),
                payment.paymentId().round(),
                view.status(),
                payment.amount(),
                payment.method(),
                view.attempts(),
                payment.payBy(),
                particulars.detail(),
                particulars.action(),
                particulars.actionUntil(),
                particulars.capturedAt(),
                particulars.refundNumber(),
                view.lastError(),
                view.createdAt(),
                view.updatedAt());
    }

    private static Particulars particulars(PaymentState state) {
        return switch (state) {
            case PaymentState.Requested s -> new Particulars(null, null, null, null, null);
            case PaymentState.Sent s -> new Particulars(null, null, null, null, null);
            case PaymentState.Unknown s -> new Particulars(s.cause(), null, null, null, null);
            case PaymentState.ActionRequired s ->
                    new Particulars(null, ActionLink.whereTo(s.action()), s.until(), null, null);
            case PaymentState.Captured s -> new Particulars(null, null, null, s.capturedAt(), null);
            case PaymentState.Declined s -> new Particulars(s.reason(), null, null, null, null);
            case PaymentState.Cancelled s -> new Particulars(null, null, null, null, null);
            case PaymentState.Refunding s ->
                    new Particulars(s.reason(), null, null, s.capturedAt(), s.refundNumber());
            case PaymentState.RefundRefused s ->
                    new Particulars(s.reason(), null, null, s.capturedAt(), s.refundNumber());
            case PaymentState.Refunded s ->
                    new Particulars(null, null, null, null, s.refundNumber());
        };
    }
}
