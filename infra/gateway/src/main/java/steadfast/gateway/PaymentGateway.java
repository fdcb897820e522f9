package steadfast.gateway;

import java.time.Duration;
import java.time.Instant;
import steadfast.events.PaymentId;

/**
 * A payment gateway. No method throws for anything that the network or the gateway does: timeouts,
 * resets, 5xx, "system busy", incomplete and meaningless bodies are {@link GatewayAnswer.Unknown};
 * only a definite statement that <em>this one call</em> was not accepted (429, an open circuit) is
 * {@link GatewayAnswer.Refused}.
 *
 * <p>The {@link PaymentId} is the idempotency key: charging the same ID again can never take the
 * money twice.
 */
public interface PaymentGateway {

    /** Returns the configured name, as in metrics, findings and the parking tier. */
    String name();

    /** Charges the payment, or returns why not. Blocks for at most the configured call timeout. */
    GatewayAnswer.OfCharge charge(ChargeRequest request);

    /** Queries a payment. "Not found" proves nothing: the charge may still be in transit. */
    GatewayAnswer.OfQuery query(PaymentId paymentId);

    /**
     * Requests that the payment of this charge is never captured, whether the gateway knows it or
     * not. A gateway that can stores a tombstone for an unknown ID (for which it may need the
     * terms); one that can't answers {@link GatewayAnswer.NotFound}.
     */
    GatewayAnswer.OfCancel cancel(ChargeRequest request);

    /** Refunds money; idempotent by payment ID and refund number. */
    GatewayAnswer.OfRefund refund(RefundRequest request);

    /**
     * Returns how long after a charge's {@code payBy} the gateway may still answer "not found" for
     * a payment that it captured before, including the difference between its clock and ours.
     */
    Duration visibilityLag();

    /**
     * Returns whether a query shows partial refunds of a captured payment. Otherwise only the
     * gateway's callback reports them and their amount.
     */
    default boolean showsPartRefunds() {
        return true;
    }

    /**
     * Reads a callback, and checks that it is the gateway's. Never throws, whatever the bytes. Its
     * claim is only a hint, to be confirmed by {@link #query}.
     */
    CallbackReading readCallback(CallbackRequest request, Instant now);

    /**
     * Returns the text body that the 200 to a callback must have for the gateway to count it as
     * received.
     */
    String callbackAcknowledgement();
}
