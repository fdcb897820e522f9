package steadfast.gateway;

import java.time.Instant;
import steadfast.events.Money;

/**
 * Everything a gateway can answer, grouped by the question so that a switch must face each answer
 * that can come.
 */
public sealed interface GatewayAnswer {

    /** What a charge can be answered with. */
    sealed interface OfCharge extends GatewayAnswer {}

    /** What a query can be answered with. */
    sealed interface OfQuery extends GatewayAnswer {}

    /** What a cancel can be answered with. */
    sealed interface OfCancel extends GatewayAnswer {}

    /** What a refund can be answered with. */
    sealed interface OfRefund extends GatewayAnswer {}

    /** The gateway has the money. To a cancel: too late. */
    record Captured(Money amount, Instant capturedAt) implements OfCharge, OfQuery, OfCancel {}

    /** A definite no, closed at the gateway: this payment can't be paid any more. */
    record Declined(String reason) implements OfCharge, OfQuery, OfCancel {}

    /**
     * The buyer must act (a URL, or the text of a QR code) until the deadline, which the gateway
     * enforces.
     */
    record ActionRequired(String action, Instant until) implements OfCharge, OfQuery {}

    /** Closed before any capture; it can never be captured. */
    record Cancelled() implements OfCharge, OfQuery, OfCancel {}

    /** The whole of the payment went back to the buyer. */
    record Refunded(Money amount) implements OfQuery, OfRefund {}

    /** A definite no to giving the money back. */
    record RefundRefused(String reason) implements OfRefund {}

    /**
     * The gateway knows no such payment. This proves nothing: it permits only a charge with the
     * same ID.
     */
    record NotFound() implements OfQuery, OfRefund {}

    /** Nobody knows: it may have happened, it may still happen. */
    record Unknown(String cause) implements OfCharge, OfQuery, OfCancel, OfRefund {}

    /** This one call was definitely not taken; says nothing about earlier ones. */
    record Refused(String cause) implements OfCharge, OfQuery, OfCancel, OfRefund {}

    /**
     * A wrong credential or a request of ours that it rejects: our fault, an alarm, never the
     * buyer's decline.
     */
    record Misconfigured(String cause) implements OfCharge, OfQuery, OfCancel, OfRefund {}
}
