package steadfast.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.ChargeRequest;
import steadfast.gateway.GatewayAnswer;
import steadfast.gateway.GatewayAnswer.ActionRequired;
import steadfast.gateway.GatewayAnswer.Cancelled;
import steadfast.gateway.GatewayAnswer.Captured;
import steadfast.gateway.GatewayAnswer.Declined;
import steadfast.gateway.GatewayAnswer.Disputed;
import steadfast.gateway.GatewayAnswer.PartlyRefunded;
import steadfast.gateway.GatewayAnswer.Refunded;
import steadfast.gateway.GatewayAnswer.Unknown;
import steadfast.gateway.RefundRequest;

/**
 * Maps the documents of the sandbox to answers. Only a complete, well-formed document about the
 * requested payment and amount is definite; everything else is {@link Unknown}.
 */
final class SandboxAnswers {
    private SandboxAnswers() {}

    /** Reads the payment that a charge returned. */
    static GatewayAnswer.OfCharge charged(JsonNode json, ChargeRequest request) {
        try {
            SandboxPayment payment = SandboxPayment.read(json, request.paymentId());
            return switch (payment.status()) {
                case CAPTURED ->
                        new Captured(payment.amount(request.amount()), payment.capturedAt());
                case DECLINED -> new Declined(payment.reason());
                case ACTION_REQUIRED -> {
                    payment.amount(request.amount());
                    yield new ActionRequired(payment.action(), payment.until());
                }
                case CANCELLED -> new Cancelled();
                case REFUNDED ->
                        new Unknown(Unknown.Cause.OTHER_STATE, "charged, but already refunded");
                case PENDING -> new Unknown(Unknown.Cause.PENDING, "pending");
            };
        } catch (UnreadableReplyException e) {
            return nonsense(e.complaint());
        }
    }

    /** Reads the payment that a query returned. */
    static GatewayAnswer.OfQuery queried(JsonNode json, PaymentId paymentId) {
        try {
            SandboxPayment payment = SandboxPayment.read(json, paymentId);
            return switch (payment.status()) {
                case CAPTURED -> captured(payment);
                case DECLINED -> new Declined(payment.reason());
                case ACTION_REQUIRED -> new ActionRequired(payment.action(), payment.until());
                case CANCELLED -> new Cancelled();
                case REFUNDED -> new Refunded(payment.amount());
                case PENDING -> new Unknown(Unknown.Cause.PENDING, "pending");
            };
        } catch (UnreadableReplyException e) {
            return nonsense(e.complaint());
        }
    }

    private static GatewayAnswer.OfQuery captured(SandboxPayment payment)
            throws UnreadableReplyException {
        if (payment.isDisputed()) {
            return new Disputed(payment.amount(), payment.capturedAt(), payment.dispute());
        }
        Money refunded = payment.refunded();
        return refunded.amountMinor() > 0
                ? new PartlyRefunded(payment.amount(), refunded, payment.capturedAt())
                : new Captured(payment.amount(), payment.capturedAt());
    }

    /** Reads the payment that a cancel returned. */
    static GatewayAnswer.OfCancel cancelled(JsonNode json, PaymentId paymentId) {
        try {
            SandboxPayment payment = SandboxPayment.read(json, paymentId);
            return switch (payment.status()) {
                case CAPTURED ->
                        captured(payment) instanceof Captured captured
                                ? captured
                                : new Unknown(
                                        Unknown.Cause.OTHER_STATE,
                                        "cancelled, but refunded or disputed");
                case DECLINED -> new Declined(payment.reason());
                case CANCELLED -> new Cancelled();
                case ACTION_REQUIRED ->
                        new Unknown(Unknown.Cause.OTHER_STATE, "cancelled, but still to be paid");
                case REFUNDED ->
                        new Unknown(Unknown.Cause.OTHER_STATE, "cancelled, but already refunded");
                case PENDING -> new Unknown(Unknown.Cause.PENDING, "pending");
            };
        } catch (UnreadableReplyException e) {
            return nonsense(e.complaint());
        }
    }

    /** Reads the refund that a refund call returned. */
    static GatewayAnswer.OfRefund refunded(JsonNode json, RefundRequest request) {
        try {
            if (!SandboxPayment.text(json, "key").equals(request.idempotencyKey())) {
                return nonsense("an answer about another refund");
            }
            if (!SandboxPayment.money(json).equals(request.amount())) {
                return nonsense("the answer speaks of another amount");
            }
            return SandboxPayment.text(json, "status").equals("REFUNDED")
                    ? new Refunded(request.amount())
                    : nonsense("an unknown refund status");
        } catch (UnreadableReplyException e) {
            return nonsense(e.complaint());
        }
    }

    /** Returns the answer to a reply that the API does not define. */
    static Unknown nonsense(String detail) {
        return new Unknown(Unknown.Cause.NONSENSE, detail);
    }
}
