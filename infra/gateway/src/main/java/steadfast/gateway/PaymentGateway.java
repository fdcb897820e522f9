package steadfast.gateway;

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
     * Asks that a payment never be captured, known or not: the gateway keeps a tombstone for an
     * unknown ID.
     */
    GatewayAnswer.OfCancel cancel(PaymentId paymentId);

    /** Gives money back; idempotent by payment ID and refund number. */
    GatewayAnswer.OfRefund refund(RefundRequest request);
}
