package steadfast.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that fulfillment-service publishes on {@link Topic#FULFILLMENT_EVENTS}. */
public sealed interface FulfillmentEvent extends Event {

    OrderId orderId();

    @Override
    default String key() {
        return orderId().toString();
    }

    /** Exactly {@code quantity} cards now belong to the order, permanently. */
    record CardsIssued(
            OrderId orderId, PaymentId paymentId, Sku sku, int quantity, Instant issuedAt)
            implements FulfillmentEvent {}

    /** Not enough cards yet; the order waits and is issued automatically when stock arrives. */
    record StockShort(OrderId orderId, PaymentId paymentId, Sku sku, int requested, int available)
            implements FulfillmentEvent {}

    /**
     * Cards are available, but the gateway last confirmed the money too long ago: answered by
     * another {@code OrderPaid}, or by a withdrawal.
     *
     * @param askedAt by fulfillment-service's clock; the answer repeats it, so that no two clocks
     *     are compared
     */
    record IssueConfirmationRequested(OrderId orderId, PaymentId paymentId, Instant askedAt)
            implements FulfillmentEvent {}

    /**
     * Which cards an order got and how often each was shown: the evidence for a review case or a
     * dispute.
     *
     * @param issuedAt when the cards became the order's
     * @param cards in no particular order; never their codes
     */
    record DeliveryEvidence(
            OrderId orderId, PaymentId paymentId, Instant issuedAt, List<CardEvidence> cards)
            implements FulfillmentEvent {

        public DeliveryEvidence {
            cards = List.copyOf(cards);
        }
    }

    /**
     * One card that was issued.
     *
     * @param reveals how often it was shown to its buyer
     * @param lastRevealedAt null while it was never shown
     */
    record CardEvidence(
            UUID cardId,
            int reveals,
            @Nullable Instant firstRevealedAt,
            @Nullable Instant lastRevealedAt) {

        public CardEvidence {
            Objects.requireNonNull(cardId, "cardId");
        }
    }

    /** The order will never get cards (for this permission); its payment may be refunded. */
    record IssueWithdrawn(OrderId orderId, PaymentId paymentId) implements FulfillmentEvent {}
}
