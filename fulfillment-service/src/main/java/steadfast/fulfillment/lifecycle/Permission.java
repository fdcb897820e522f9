package steadfast.fulfillment.lifecycle;

import java.util.Locale;
import java.util.regex.Pattern;
import steadfast.events.OrderEvent.OrderPaid;
import steadfast.events.OrderId;
import steadfast.events.PaymentId;
import steadfast.events.Sku;

/**
 * The order's permission to issue cards: what it bought, in which payment round, and who may see
 * them.
 *
 * @param quantity in cards, at least 1
 * @param viewTokenSha256 of the buyer's view token, 64 hex digits
 */
public record Permission(
        OrderId orderId, PaymentId paymentId, Sku sku, int quantity, String viewTokenSha256) {

    private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-fA-F]{64}");

    public Permission {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1: " + quantity);
        }
        if (!paymentId.orderId().equals(orderId)) {
            throw new IllegalArgumentException(
                    "payment " + paymentId + " is not one of order " + orderId);
        }
        if (!SHA256_HEX.matcher(viewTokenSha256).matches()) {
            throw new IllegalArgumentException("viewTokenSha256 must be 64 hex digits");
        }
        viewTokenSha256 = viewTokenSha256.toLowerCase(Locale.ROOT);
    }

    /** What the event permits. */
    public static Permission of(OrderPaid paid) {
        return new Permission(
                paid.orderId(),
                paid.paymentId(),
                paid.sku(),
                paid.quantity(),
                paid.viewTokenSha256());
    }
}
