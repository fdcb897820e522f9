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
 * Something that happened and can never be undone: the journal holds only these, and the ledger is
 * built from them.
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
     * A charge was accepted; it settles at its own time, even without queries.
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
     * A charge was accepted and waits for its buyer.
     *
     * @param payBy the time after which it closes by itself
     * @param token the token that the buyer's phone must have
     * @param action the link that the buyer is shown
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

    /** The money was captured. */
    record Captured(PaymentKey paymentId, Money amount, String paymentMethod, Instant at)
            implements LedgerEvent {}

    /** Definitely declined: the payment is closed. */
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
     * A refund that had succeeded failed later: the gateway has its money again.
     *
     * @param key of that refund
     */
    record RefundFailed(PaymentKey paymentId, String key, Money amount, Instant at)
            implements LedgerEvent {}

    /** The buyer's bank charged back the rest of the money. */
    record Disputed(PaymentKey paymentId, Money amount, String reason, Instant at)
            implements LedgerEvent {}

    /** A charge set its payment's script. */
    record Scripted(PaymentKey paymentId, Script script, Instant at) implements LedgerEvent {}

    /** The payment's script decided the fate of one call. */
    record StepTaken(PaymentKey paymentId, Operation operation, Instant at)
            implements LedgerEvent {}
}
