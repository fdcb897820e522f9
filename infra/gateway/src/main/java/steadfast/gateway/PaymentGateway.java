package steadfast.gateway;

import java.time.Duration;
import java.time.Instant;
import steadfast.events.PaymentId;

/**
 * A payment gateway. No method throws for anything that the network or the gateway does: timeouts,
 * resets, 5xx, "system busy", half a body and nonsense are {@link GatewayAnswer.Unknown}; only a
 * definite statement about <em>this one call</em> that it was not taken (429, an open circuit) is
 * {@link GatewayAnswer.Refused}.
 *
 * <p>The {@link PaymentId} is the idempotency key: charging the same ID again can never take the
 * money twice.
 */
public interface PaymentGateway {

    /** The configured name, as in metrics, findings and the parking tier. */
    String name();

    /** Takes the money, or says why not. Blocks for at most the configured call timeout. */
    GatewayAnswer.OfCharge charge(ChargeRequest request);

    /**
     * Asks what became of a payment. "Not found" proves nothing: the charge may still be on its
     * way.
     */
    GatewayAnswer.OfQuery query(PaymentId paymentId);

    /**
     * Asks that exactly the payment that this charge would have made never be captured, known or
     * not. A gateway that can keeps a tombstone for an ID that it doesn't know (for which it may
     * need the terms); one that can't answers {@link GatewayAnswer.NotFound}.
     */
    GatewayAnswer.OfCancel cancel(ChargeRequest request);

    /** Gives money back; idempotent by payment ID and refund number. */
    GatewayAnswer.OfRefund refund(RefundRequest request);

    /**
     * How long after a charge's {@code payBy} the gateway may still say "not found" of a payment
     * that it captured before it, its clock's difference from ours included.
     */
    Duration visibilityLag();

    /**
     * Whether a query shows that a part of a captured payment went back. Where it doesn't, only the
     * gateway's callback tells of it, and how much.
     */
    default boolean showsPartRefunds() {
        return true;
    }

    /**
     * What a callback says, if it is the gateway's. Never throws, whatever the bytes. What it
     * claims is a hint and no more: it is confirmed by {@link #query}.
     */
    CallbackReading readCallback(CallbackRequest request, Instant now);

    /** The text body that the 200 to a callback must have for the gateway to count it as taken. */
    String callbackAcknowledgement();
}
