package steadfast.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import steadfast.events.Money;
import steadfast.events.PaymentId;
import steadfast.gateway.ActionLink;
import steadfast.gateway.Wording;

/**
 * A payment as the sandbox shows it. Reading is strict: a document about another payment, with an
 * unknown status, or without the status's required fields proves nothing. A tombstone is cancelled
 * and may have no amount.
 */
record SandboxPayment(JsonNode json, Status status) {
    /** The API's statuses. */
    enum Status {
        CAPTURED,
        DECLINED,
        ACTION_REQUIRED,
        CANCELLED,
        REFUNDED,
        PENDING
    }

    static SandboxPayment read(JsonNode json, PaymentId expected) throws UnreadableReplyException {
        if (!text(json, "paymentId").equals(expected.toString())) {
            throw new UnreadableReplyException("an answer about another payment");
        }
        return read(json);
    }

    /** Reads a payment of any ID. */
    static SandboxPayment read(JsonNode json) throws UnreadableReplyException {
        return new SandboxPayment(json, status(text(json, "status")));
    }

    PaymentId paymentId() throws UnreadableReplyException {
        try {
            return PaymentId.parse(text(json, "paymentId"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableReplyException("not the ID of one of our payments");
        }
    }

    Money amount() throws UnreadableReplyException {
        return money(json);
    }

    /** Returns the amount, if it is the expected one. */
    Money amount(Money expected) throws UnreadableReplyException {
        if (!amount().equals(expected)) {
            throw new UnreadableReplyException("an answer about another amount");
        }
        return expected;
    }

    /** Returns the amount refunded so far; zero if it isn't given. */
    Money refunded() throws UnreadableReplyException {
        JsonNode refunded = json.path("refundedMinor");
        if (refunded.isMissingNode()) {
            return new Money(0, amount().currency());
        }
        if (!refunded.isIntegralNumber()
                || !refunded.canConvertToLong()
                || refunded.longValue() < 0) {
            throw new UnreadableReplyException("an invalid refundedMinor");
        }
        return new Money(refunded.longValue(), amount().currency());
    }

    boolean isDisputed() {
        return json.hasNonNull("disputed");
    }

    /** Why it is disputed. */
    String dispute() {
        return Wording.of(json.path("disputed").asText(""));
    }

    /** Returns whether a refund that had succeeded failed later. */
    boolean hasFailedRefund() {
        return json.hasNonNull("failedRefundMinor");
    }

    String reason() {
        return Wording.of(json.path("reason").asText(""));
    }

    Instant capturedAt() throws UnreadableReplyException {
        return instant("capturedAt");
    }

    String action() throws UnreadableReplyException {
        String action = text(json, "action");
        if (!ActionLink.isSafe(action)) {
            throw new UnreadableReplyException("an action that can't be shown");
        }
        return action;
    }

    Instant until() throws UnreadableReplyException {
        return instant("until");
    }

    static Money money(JsonNode json) throws UnreadableReplyException {
        JsonNode amount = json.path("amountMinor");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
            throw new UnreadableReplyException("no amountMinor");
        }
        try {
            return new Money(amount.longValue(), text(json, "currency"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableReplyException("an invalid amount");
        }
    }

    static String text(JsonNode json, String field) throws UnreadableReplyException {
        JsonNode value = json.path(field);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || !Wording.isClean(value.textValue())) {
            throw new UnreadableReplyException("no " + field);
        }
        return value.textValue();
    }

    private static Status status(String name) throws UnreadableReplyException {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableReplyException("an unknown status"));
    }

    private Instant instant(String field) throws UnreadableReplyException {
        try {
            return Instant.parse(text(json, field));
        } catch (DateTimeException e) {
            throw new UnreadableReplyException("no time in " + field);
        }
    }
}
