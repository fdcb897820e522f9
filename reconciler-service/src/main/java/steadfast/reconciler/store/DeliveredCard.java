package steadfast.reconciler.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;

/**
 * A card that an order got, as fulfillment-service last reported it.
 *
 * @param reveals how often it was shown to its buyer
 * @param lastRevealedAt null while it was never shown
 */
public record DeliveredCard(
        OrderId orderId,
        PaymentId paymentId,
        UUID cardId,
        Instant issuedAt,
        int reveals,
        @Nullable Instant firstRevealedAt,
        @Nullable Instant lastRevealedAt) {}
