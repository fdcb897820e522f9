package steadfast.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import steadfast.events.Money;

/**
 * Something that happened and can never be taken back: the only thing that the journal holds and
 * that the books are made of.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = Fact.ActionRequired.class, name = "action-required"),
    @JsonSubTypes.Type(value = Fact.Captured.class, name = "captured"),
    @JsonSubTypes.Type(value = Fact.Declined.class, name = "declined"),
    @JsonSubTypes.Type(value = Fact.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = Fact.Refunded.class, name = "refunded"),
    @JsonSubTypes.Type(value = Fact.RefundFailed.class, name = "refund-failed"),
    @JsonSubTypes.Type(value = Fact.Disputed.class, name = "disputed"),
    @JsonSubTypes.Type(value = Fact.Scripted.class, name = "scripted"),
    @JsonSubTypes.Type(value = Fact.StepTaken.class, name = "step-taken")
})
sealed interface Fact {

    PaymentKey paymentId();

    /**
     * A charge was taken in; it is settled at a time of its own, even if nobody asks.
     *
     * @param payBy nothing is captured after it
     */
    record Pending(
            PaymentKey paymentId,
            Money amount,
            String paymentMethod,
            Instant payBy,
            Instant settlesAt,
            Settlement settlement,
            Instant at)
            implements Fact {}

    /**
     * A charge was taken in and waits for its buyer.
     *
     * @param payBy it closes by itself after it
     * @param token what the buyer's phone must know
     * @param action what the buyer is shown
     */
    record ActionRequired(
            PaymentKey paymentId,
            Money amount,
            String paymentMethod,
            Instant payBy,
            String token,
            String action,
            Instant at)
            implements Fact {}

    /** The money was taken. */
    record Captured(PaymentKey paymentId, Money amount, String paymentMethod, Instant at)
            implements Fact {}

    /** A definite no: the payment is closed. */
    record Declined(
            PaymentKey paymentId, Money amount, String paymentMethod, String reason, Instant at)
            implements Fact {}

    /** A tombstone: this key can never be captured. */
    record Cancelled(PaymentKey paymentId, Instant at) implements Fact {}

    /**
     * Money went back.
     *
     * @param key the refund's idempotency key within its payment
     */
    record Refunded(PaymentKey paymentId, String key, Money amount, String reason, Instant at)
            implements Fact {}

    /**
     * A refund that had gone through failed later: the gateway has its money again.
     *
     * @param key of that refund
     */
    record RefundFailed(PaymentKey paymentId, String key, Money amount, Instant at)
            implements Fact {}

    /** The buyer's bank took back what was left of the money. */
    record Disputed(PaymentKey paymentId, Money amount, String reason, Instant at)
            implements Fact {}

    /** A charge brought its payment's script. */
    record Scripted(PaymentKey paymentId, Script script, Instant at) implements Fact {}

    /** The payment's script decided what one call met. */
    record StepTaken(PaymentKey paymentId, Operation operation, Instant at) implements Fact {}
}
