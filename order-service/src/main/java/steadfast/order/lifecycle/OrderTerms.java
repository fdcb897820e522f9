package steadfast.order.lifecycle;

import java.time.Instant;
import java.util.regex.Pattern;
import steadfast.events.Money;
import steadfast.events.OrderEvent;
import steadfast.events.OrderId;
import steadfast.events.Sku;

/**
 * The terms agreed when the order was placed; they never change.
 *
 * @param storefront through which the buyer came
 * @param total what the buyer pays, from the catalogue's price at that moment
 * @param viewTokenSha256 of the token with which the buyer sees the order, 64 hex digits
 */
public record OrderTerms(
        OrderId orderId,
        String storefront,
        Sku sku,
        int quantity,
        Money total,
        String viewTokenSha256,
        Instant submittedAt) {

    /** The most cards that one order may buy: a limit on every loop over its cards. */
    public static final int MAX_QUANTITY = OrderEvent.MAX_QUANTITY;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public OrderTerms {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException(
                    "quantity must be 1 to " + MAX_QUANTITY + ": " + quantity);
        }
        if (total.amountMinor() < 1) {
            throw new IllegalArgumentException("an order must cost something");
        }
        if (!SHA256.matcher(viewTokenSha256).matches()) {
            throw new IllegalArgumentException("not a lower-case hex SHA-256");
        }
    }
}
