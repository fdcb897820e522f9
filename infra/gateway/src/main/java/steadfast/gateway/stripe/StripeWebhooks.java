package steadfast.gateway.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.CallbackReading;
import steadfast.gateway.CallbackReading.Claim;
import steadfast.gateway.CallbackReading.Genuine;
import steadfast.gateway.CallbackReading.Irrelevant;
import steadfast.gateway.CallbackReading.OfReference;
import steadfast.gateway.CallbackReading.Reason;
import steadfast.gateway.CallbackReading.Rejected;
import steadfast.gateway.CallbackRequest;
import steadfast.gateway.NotPayable;
import steadfast.gateway.Wording;
import steadfast.gateway.signature.CallbackJson;
import steadfast.gateway.signature.SignedTimestamp;

/**
 * Reads Stripe's webhook events. Reads plain JSON: the library's classes fit one version of the
 * API, but events come in the version with which the endpoint was created. Only the signature
 * {@code v1} is accepted: {@code v0} may appear on test events.
 */
final class StripeWebhooks {
    private static final String SIGNATURE = "stripe-signature";

    private final StripeSettings settings;
    private final SignedTimestamp signature;
    private final CallbackJson json = new CallbackJson();

    StripeWebhooks(StripeSettings settings) {
        this.settings = settings;
        this.signature =
                new SignedTimestamp(settings.webhookSecret().getBytes(StandardCharsets.UTF_8));
    }

    CallbackReading read(CallbackRequest request, Instant now) {
        return switch (signature.check(request, SIGNATURE, now)) {
            case SignedTimestamp.Check.Wrong wrong -> wrong.rejection();
            case SignedTimestamp.Check.Right right -> read(request.body(), right.signedAt());
        };
    }

    private CallbackReading read(byte[] body, Instant signedAt) {
        JsonNode event = json.object(body);
        if (event == null || !event.path("object").asText().equals("event")) {
            return new Rejected(Reason.MALFORMED, "not an event");
        }
        String id = event.path("id").asText();
        String type = event.path("type").asText();
        if (!event.path("livemode").isBoolean() || id.isBlank() || type.isBlank()) {
            return new Rejected(Reason.MALFORMED, "an event without ID, type or mode");
        }
        // Events of other accounts name the account; events of our own do not.
        if (event.path("livemode").booleanValue() != settings.live()
                || event.hasNonNull("account")) {
            return new Rejected(Reason.OTHER_MERCHANT, "an event of another mode or account");
        }
        JsonNode object = event.path("data").path("object");
        return switch (type) {
            case "payment_intent.succeeded" ->
                    claim(Claim.CAPTURED, object, "amount_received", id, signedAt);
            case "payment_intent.payment_failed" ->
                    claim(Claim.DECLINED, object, null, id, signedAt);
            case "payment_intent.canceled" -> claim(Claim.CANCELLED, object, null, id, signedAt);
            case "payment_intent.requires_action" ->
                    claim(Claim.ACTION_REQUIRED, object, null, id, signedAt);
            case "charge.refunded" ->
                    claim(
                            isPartRefund(object) ? Claim.PARTLY_REFUNDED : Claim.REFUNDED,
                            object,
                            "amount_refunded",
                            id,
                            signedAt);
            case "charge.dispute.created",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.updated",
                    "charge.dispute.closed" ->
                    disputeIsOver(object)
                            ? new Irrelevant("a dispute that is over")
                            : ofIntent(Claim.DISPUTED, object, id, signedAt);
            case "refund.failed", "refund.updated", "charge.refund.updated" ->
                    refund(object, id, signedAt);
            default -> new Irrelevant(Wording.of(type));
        };
    }

    /** By the amounts: {@code refunded} alone leaves open whether it is missing or false. */
    private static boolean isPartRefund(JsonNode charge) {
        JsonNode amount = charge.path("amount");
        JsonNode refunded = charge.path("amount_refunded");
        return !charge.path("refunded").booleanValue()
                && refunded.isIntegralNumber()
                && !(amount.isIntegralNumber() && refunded.longValue() >= amount.longValue());
    }

    private static boolean disputeIsOver(JsonNode dispute) {
        return StripeRefunds.DISPUTE_OVER.contains(dispute.path("status").asText());
    }

    /** A late refund does not show whether it was a full one; a query does. */
    private static CallbackReading refund(JsonNode refund, String eventId, Instant signedAt) {
        return switch (refund.path("status").asText()) {
            case "failed", "canceled" -> ofIntent(Claim.REFUND_FAILED, refund, eventId, signedAt);
            case "succeeded" -> ofIntent(Claim.PARTLY_REFUNDED, refund, eventId, signedAt);
            default -> new Irrelevant("a pending refund");
        };
    }

    /**
     * Disputes and refunds have our metadata only if we created them, but always name the intent.
     */
    private static CallbackReading ofIntent(
            Claim claim, JsonNode object, String eventId, Instant signedAt) {
        String intent = object.path("payment_intent").asText("");
        return intent.isBlank() || !Wording.isClean(intent)
                ? new Irrelevant("not a payment intent")
                : new OfReference(intent, claim, null, eventId, signedAt);
    }

    /** A charge has the metadata that its intent had when it was created. */
    private static CallbackReading claim(
            Claim claim,
            JsonNode object,
            @Nullable String amountField,
            String eventId,
            Instant signedAt) {
        JsonNode named = object.path("metadata").path(StripeApi.PAYMENT_ID);
        if (named.isMissingNode()) {
            return new Irrelevant("not one of our payments");
        }
        Optional<PaymentId> paymentId = paymentId(named.asText());
        if (paymentId.isEmpty()) {
            return new Rejected(Reason.MALFORMED, "not the ID of one of our payments");
        }
        try {
            Money amount = amountField == null ? null : amount(object, amountField);
            return new Genuine(paymentId.get(), claim, amount, eventId, signedAt);
        } catch (StripeMoney.InexpressibleException e) {
            return new Rejected(Reason.MALFORMED, e.complaint());
        }
    }

    private static Optional<PaymentId> paymentId(String text) {
        try {
            return Optional.of(PaymentId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Money amount(JsonNode object, String field)
            throws StripeMoney.InexpressibleException {
        JsonNode amount = object.path(field);
        if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
            throw new StripeMoney.InexpressibleException(
                    NotPayable.AMOUNT_NOT_EXPRESSIBLE, "no " + field);
        }
        return StripeMoney.fromStripe(amount.longValue(), object.path("currency").asText());
    }
}
