package steadfast.sandbox.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import steadfast.events.Money;
import steadfast.sandbox.protocol.Operation;
import steadfast.sandbox.protocol.PaymentKey;
import steadfast.sandbox.protocol.Script;
import steadfast.sandbox.protocol.Settlement;

/**
 * Something that happened and can never be taken back: the only thing that the journal holds and
 * that the books are made of.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LedgerEvent.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = LedgerEvent.ActionRequired.class, name = "action-required"),
    @JsonSubTypes.Type(value = LedgerEvent.Captured.class, name = "captured"),
    @JsonSubTypes.Type(value = LedgerEvent.Declined.class, name = "declined"),
    @JsonSubTypes.Type(value = LedgerEvent.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = LedgerEvent.Refunded.class, name = "refunded"),
    @JsonSubTypes.Type(value = LedgerEvent.RefundFailed.class, name = "refund-failed"),
    @JsonSubTypes.Type(value = LedgerEvent.Disputed.class, name = "disputed"),
    @JsonSubTypes.Type(value = LedgerEvent.Scripted.class, name = "scripted"),
    @JsonSubTypes.Type(value = LedgerEvent.StepTaken.class, name = "step-taken")
})
public sealed interface LedgerEvent {

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
            implements LedgerEvent {}

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
            implements LedgerEvent {}

    /** The money was taken. */
    record Captured(PaymentKey paymentId, Money amount, String paymentMethod, Instant at)
            implements LedgerEvent {}

    /** A definite no: the payment is closed. */
    record Declined(
            PaymentKey paymentId, Money amount, String paymentMethod, String reason, Instant at)
            implements LedgerEvent {}

    /** A tombstone: this key can never be captured. */
    record Cancelled(PaymentKey paymentId, Instant at) implements LedgerEvent {}

    /**
     * Money went back.
     *
     * @param key the refund's idempotency key within its payment
     */
    record Refunded(PaymentKey paymentId, String key, Money amount, String reason, Instant at)
            implements LedgerEvent {}

    /**
     * A refund that had gone through failed later: the gateway has its money again.
     *
     * @param key of that refund
     */
    record RefundFailed(PaymentKey paymentId, String key, Money amount, Instant at)
            implements LedgerEvent {}

    /** The buyer's bank took back what was left of the money. */
    record Disputed(PaymentKey paymentId, Money amount, String reason, Instant at)
            implements LedgerEvent {}

    /** A charge brought its payment's script. */
    record Scripted(PaymentKey paymentId, Script script, Instant at) implements LedgerEvent {}

    /** The payment's script decided what one call met. */
    record StepTaken(PaymentKey paymentId, Operation operation, Instant at)
            implements LedgerEvent {}
}
