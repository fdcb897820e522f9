package steadfast.demo.gateways;

import java.time.Instant;
import java.util.Optional;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

/**
 * One line of a payment gateway's ledger.
 *
 * @param gateway whose ledger it is
 * @param sequence counted by that gateway
 */
public record LedgerEntry(
        String gateway, long sequence, Kind kind, String paymentId, Money amount, Instant at) {

    /** The direction of the money. */
    public enum Kind {
        CAPTURE,
        REFUND,
        /** A refund came back to the gateway. */
        REFUND_FAILED,
        /** The buyer's bank charged it back. */
        DISPUTE
    }

    /** Returns the change of the gateway's money, in minor units; negative if it decreased. */
    public long signedMinor() {
        return switch (kind) {
            case CAPTURE, REFUND_FAILED -> amount.amountMinor();
            case REFUND, DISPUTE -> -amount.amountMinor();
        };
    }

    /**
     * Returns the order that it is about; empty if it belongs to another customer of the gateway.
     */
    public Optional<OrderId> orderId() {
        try {
            return Optional.of(PaymentId.parse(paymentId).orderId());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
