package steadfast.client;

import java.net.URI;

/**
 * Where a shop answers, and the keys of those who call it.
 *
 * @param order order-service's address without a path, such as {@code http://127.0.0.1:8081}
 * @param fulfillment the same of fulfillment-service
 * @param reconciler the same of reconciler-service
 * @param storefrontKey empty for a client that is only an operator's
 * @param operatorToken empty for a client that is only a storefront's
 */
public record ShopAccess(
        URI order, URI fulfillment, URI reconciler, String storefrontKey, String operatorToken) {

    /** Leaves the keys out: a record's own text would show them in a log. */
    @Override
    public String toString() {
        return "ShopAccess[%s, %s, %s]".formatted(order, fulfillment, reconciler);
    }
}
