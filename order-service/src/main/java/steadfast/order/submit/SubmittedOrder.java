package steadfast.order.submit;

import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.ViewToken;

/**
 * The response to a new order, and to its repeats.
 *
 * @param body the order as JSON, beginning with its {@code viewToken} while that is returned
 */
record SubmittedOrder(OrderId orderId, String body) {

    /**
     * Puts the token in front of an order's JSON, so that every repeat is identical byte for byte.
     *
     * @param viewToken null if it is no longer returned
     */
    static SubmittedOrder of(OrderId orderId, String order, @Nullable ViewToken viewToken) {
        // A token is base64url: nothing in it needs an escape.
        return new SubmittedOrder(
                orderId,
                viewToken == null
                        ? order
                        : "{\"viewToken\":\"" + viewToken.value() + "\"," + order.substring(1));
    }
}
