package steadfast.payment.lifecycle;

/** What may be asked of the gateway about a payment. */
public sealed interface GatewayCall {
    /** Take the money; {@code attempt} is ours, the gateway knows the payment by its ID alone. */
    record Charge(int attempt) implements GatewayCall {}

    /** What became of it? */
    record Query() implements GatewayCall {}

    /** May it never be captured. */
    record Cancel() implements GatewayCall {}

    /** Give the whole of it back. */
    record Refund(int refundNumber, String reason) implements GatewayCall {}
}
