package steadfast.order.submit;

import org.jspecify.annotations.Nullable;
import steadfast.events.OrderId;
import steadfast.order.lifecycle.ViewToken;

/**
 * The answer to a taken order, and to its repeats.
 *
 * @param body the order as JSON, led by its {@code viewToken} while that is told
 */
record SubmittedOrder(OrderId orderId, String body) {

    /**
     * Puts the token in front of an order's JSON, so that every repeat is the same to the byte.
     *
     * @param viewToken null if it is no longer told
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
