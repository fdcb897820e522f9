package steadfast.fulfillment.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steadfast.events.OrderEvent;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;

/**
 * The order's permission to issue cards: what it bought, in which payment round, and who may see
 * them.
 *
 * @param quantity in cards, from 1 to {@link OrderEvent#MAX_QUANTITY}
 * @param viewTokenSha256 of the buyer's view token, 64 hex digits
 * @param storefront the seller, who alone may show the cards; null if unknown
 * @param confirmedAt when the gateway last confirmed the money, in microseconds as in PostgreSQL;
 *     null if unknown
 */
public record Permission(
        OrderId orderId,
        PaymentId paymentId,
        Sku sku,
        int quantity,
        String viewTokenSha256,
        @Nullable String storefront,
        @Nullable Instant confirmedAt) {

    private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-fA-F]{64}");

    public Permission {
        if (quantity < 1 || quantity > OrderEvent.MAX_QUANTITY) {
            throw new IllegalArgumentException(
                    "quantity must be 1 to %d: %d".formatted(OrderEvent.MAX_QUANTITY, quantity));
        }
        if (!paymentId.orderId().equals(orderId)) {
            throw new IllegalArgumentException(
                    "payment " + paymentId + " is not one of order " + orderId);
        }
        if (!SHA256_HEX.matcher(viewTokenSha256).matches()) {
            throw new IllegalArgumentException("viewTokenSha256 must be 64 hex digits");
        }
        viewTokenSha256 = viewTokenSha256.toLowerCase(Locale.ROOT);
        confirmedAt = confirmedAt == null ? null : confirmedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns the permission that the event gives. */
    public static Permission of(OrderPaid paid) {
        return new Permission(
                paid.orderId(),
                paid.paymentId(),
                paid.sku(),
                paid.quantity(),
                paid.viewTokenSha256(),
                paid.storefront(),
                paid.confirmedAt());
    }

    /** Returns whether the other one permits the same, regardless of their times. */
    boolean permitsTheSameAs(Permission other) {
        boolean sameStorefront =
                storefront == null
                        || other.storefront == null
                        || storefront.equals(other.storefront);
        return sameStorefront && of(other.storefront, other.confirmedAt).equals(other);
    }

    /** Returns whether the gateway confirmed the money later than in the other permission. */
    boolean isConfirmedAfter(Permission other) {
        return confirmedAt != null
                && (other.confirmedAt == null || confirmedAt.isAfter(other.confirmedAt));
    }

    /** Returns whether the gateway confirmed the money at this time or later. */
    boolean isConfirmedSince(Instant time) {
        return confirmedAt != null && !confirmedAt.isBefore(time);
    }

    private Permission of(@Nullable String soldBy, @Nullable Instant confirmed) {
        return new Permission(
                orderId, paymentId, sku, quantity, viewTokenSha256, soldBy, confirmed);
    }
}
