package steadfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadfast.events.Sku;

/** The shop as a storefront uses it for its buyers. */
public final class Storefront {

    private static final int PRODUCTS_PER_PAGE = 1000;

    private final ShopHttp http;
    private final StorefrontRequests requests;

    public Storefront(ShopHttp http, ShopAccess shop) {
        this.http = http;
        this.requests = new StorefrontRequests(shop);
    }

    /**
     * Places an order.
     *
     * @param idempotencyKey one for each purchase: however often it is sent, there is one order
     */
    public Answer<Receipt> place(String idempotencyKey, OrderRequest order)
            throws InterruptedException {
        return http.send(requests.place(idempotencyKey, order)).map(Receipt::of);
    }

    /** Gets an order. */
    public Answer<ShownOrder> look(OrderTicket ticket) throws InterruptedException {
        return http.send(requests.look(ticket)).map(ShownOrder::of);
    }

    /** Asks to close the payment; whether it was closed in time, the order shows later. */
    public Answer<JsonNode> cancel(OrderTicket ticket) throws InterruptedException {
        return http.send(requests.cancel(ticket));
    }

    /** Asks for another round of payment, of a failed order or by another method. */
    public Answer<JsonNode> retry(OrderTicket ticket, String paymentMethod)
            throws InterruptedException {
        return http.send(requests.retry(ticket, paymentMethod));
    }

    /**
     * Reveals the codes of an order, in their order.
     *
     * @return a refusal also while the cards are still on their way
     */
    public Answer<List<String>> reveal(OrderTicket ticket) throws InterruptedException {
        return http.send(requests.reveal(ticket))
                .map(revealed -> {
                    List<String> codes = new ArrayList<>();
                    revealed.path("cards").forEach(card -> codes.add(card.path("code").asText()));
                    return codes;
                });
    }

    /** Returns how many of each product may still be sold; reads the catalogue to its end. */
    public Answer<Map<Sku, Long>> available() throws InterruptedException {
        Map<Sku, Long> available = new LinkedHashMap<>();
        return new Pages(http)
                .read(
                        "?limit=" + PRODUCTS_PER_PAGE,
                        "after",
                        this::catalog,
                        page -> {
                            for (JsonNode product : page.path("products")) {
                                available.put(
                                        new Sku(product.path("sku").asText()),
                                        product.path("available").asLong());
                            }
                        })
                .map(_ -> available);
    }

    private HttpRequest.Builder catalog(String query) {
        return requests.catalog(query);
    }
}
