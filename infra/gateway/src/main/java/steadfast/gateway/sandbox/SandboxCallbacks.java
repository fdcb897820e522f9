package steadfast.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.Irrelevant;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackReading.Rejected;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.signature.CallbackJson;
import steadfast.gateway.signature.SignedTimestamp;

/**
 * The sandbox's callbacks: {@code Sandbox-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256>} over
 * {@code t.body}, and a body that shows a payment as a query would.
 */
final class SandboxCallbacks {
    private static final String SIGNATURE = "sandbox-signature";

    private final SandboxMerchant merchant;
    private final SignedTimestamp signature;
    private final CallbackJson json = new CallbackJson();

    SandboxCallbacks(SandboxMerchant merchant) {
        this.merchant = merchant;
        this.signature =
                new SignedTimestamp(merchant.callbackSecret().getBytes(StandardCharsets.UTF_8));
    }

    CallbackReading read(CallbackRequest request, Instant now) {
        return switch (signature.check(request, SIGNATURE, now)) {
            case SignedTimestamp.Check.Wrong wrong -> wrong.rejection();
            case SignedTimestamp.Check.Right right -> {
                try {
                    yield read(request.body(), right.signedAt());
                } catch (UnreadableReplyException e) {
                    yield new Rejected(Reason.MALFORMED, e.complaint());
                }
            }
        };
    }

    private CallbackReading read(byte[] body, Instant signedAt) throws UnreadableReplyException {
        JsonNode event = json.object(body);
        if (event == null) {
            throw new UnreadableReplyException("not a complete JSON object");
        }
        if (!SandboxPayment.text(event, "merchant").equals(merchant.merchant())) {
            return new Rejected(Reason.OTHER_MERCHANT, "a callback to another merchant");
        }
        String eventId = SandboxPayment.text(event, "id");
        SandboxPayment payment = SandboxPayment.read(event.path("payment"));
        return switch (payment.status()) {
            case CAPTURED -> {
                payment.capturedAt();
                yield captured(payment, eventId, signedAt);
            }
            case REFUNDED -> genuine(payment, Claim.REFUNDED, payment.amount(), eventId, signedAt);
            case DECLINED -> genuine(payment, Claim.DECLINED, null, eventId, signedAt);
            case CANCELLED -> genuine(payment, Claim.CANCELLED, null, eventId, signedAt);
            case ACTION_REQUIRED ->
                    genuine(payment, Claim.ACTION_REQUIRED, null, eventId, signedAt);
            case PENDING -> new Irrelevant("pending");
        };
    }

    /** The payment's status, or what changed since: the newest change can't be identified. */
    private static Genuine captured(SandboxPayment payment, String eventId, Instant signedAt)
            throws UnreadableReplyException {
        if (payment.hasFailedRefund()) {
            return genuine(payment, Claim.REFUND_FAILED, null, eventId, signedAt);
        }
        if (payment.isDisputed()) {
            return genuine(payment, Claim.DISPUTED, null, eventId, signedAt);
        }
        Money refunded = payment.refunded();
        return refunded.amountMinor() > 0
                ? genuine(payment, Claim.PARTLY_REFUNDED, refunded, eventId, signedAt)
                : genuine(payment, Claim.CAPTURED, payment.amount(), eventId, signedAt);
    }

    private static Genuine genuine(
            SandboxPayment payment,
            Claim claim,
            @Nullable Money amount,
            String eventId,
            Instant signedAt)
            throws UnreadableReplyException {
        return new Genuine(payment.paymentId(), claim, amount, eventId, signedAt);
    }
}
