package steadfast.events;

import java.time.Instant;

/** What fulfillment-service says on {@link Topic#FULFILLMENT_EVENTS}. */
public sealed interface FulfillmentEvent extends Event {

    OrderId orderId();

    @Override
    default String key() {
        return orderId().toString();
    }

    /** Exactly {@code quantity} cards belong to the order now and for ever. */
    record CardsIssued(
            OrderId orderId, PaymentId paymentId, Sku sku, int quantity, Instant issuedAt)
            implements FulfillmentEvent {}

    /** Not enough cards yet; the order waits and is issued by itself when stock arrives. */
    record StockShort(OrderId orderId, PaymentId paymentId, Sku sku, int requested, int available)
            implements FulfillmentEvent {}

    /** The order will never get cards (for this permission); its money may go back. */
    record IssueWithdrawn(OrderId orderId, PaymentId paymentId) implements FulfillmentEvent {}
}
