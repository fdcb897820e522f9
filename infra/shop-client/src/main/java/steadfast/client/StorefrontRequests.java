package steadfast.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** The requests of a storefront, not yet sent: for tests that look at an answer's every byte. */
public final class StorefrontRequests {

    private final ShopAccess shop;

    public StorefrontRequests(ShopAccess shop) {
        this.shop = shop;
    }

    /** Places an order, or asks for the answer again if the key is known. */
    public HttpRequest.Builder place(String idempotencyKey, OrderRequest order) {
        ObjectNode body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sku", order.sku().value())
                        .put("quantity", order.quantity())
                        .put("paymentMethod", order.paymentMethod());
        order.expectedTotal()
                .ifPresent(total ->
                        body.putObject("expectedTotal")
                                .put("amountMinor", total.amountMinor())
                                .put("currency", total.currency()));
        return place(idempotencyKey, body.toString());
    }

    /** Places an order with any body. */
    public HttpRequest.Builder place(String idempotencyKey, String body) {
        return json(shop.order().resolve("/v1/orders"), body)
                .header("Idempotency-Key", idempotencyKey);
    }

    /** Gets an order. */
    public HttpRequest.Builder look(OrderTicket ticket) {
        return storefront(order(ticket, "")).header("View-Token", ticket.viewToken()).GET();
    }

    /** Asks to close the payment. */
    public HttpRequest.Builder cancel(OrderTicket ticket) {
        return json(order(ticket, "/cancel"), "").header("View-Token", ticket.viewToken());
    }

    /** Asks for another round of payment. */
    public HttpRequest.Builder retry(OrderTicket ticket, String paymentMethod) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("paymentMethod", paymentMethod)
                        .toString();
        return json(order(ticket, "/retry"), body).header("View-Token", ticket.viewToken());
    }

    /** Reveals the cards of an order. */
    public HttpRequest.Builder reveal(OrderTicket ticket) {
        return storefront(shop.fulfillment().resolve("/v1/cards/" + ticket.orderId()))
                .header("View-Token", ticket.viewToken())
                .GET();
    }

    /**
     * Gets a page of the catalogue.
     *
     * @param query such as {@code ?limit=100&after=STEAM-50}, or empty
     */
    public HttpRequest.Builder catalog(String query) {
        return storefront(shop.order().resolve("/v1/catalog" + query)).GET();
    }

    private URI order(OrderTicket ticket, String action) {
        return shop.order().resolve("/v1/orders/" + ticket.orderId() + action);
    }

    private HttpRequest.Builder json(URI address, String body) {
        return storefront(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder storefront(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + shop.storefrontKey());
    }
}
