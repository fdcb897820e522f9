package steadfast.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collection;
import java.util.stream.Collectors;
import steadfast.events.Money;
import steadfast.events.Sku;

/** The requests of an operator, not yet sent: for tests that look at an answer's every byte. */
public final class OperatorRequests {

    private static final String JSON = "application/json";

    private final ShopAccess shop;

    public OperatorRequests(ShopAccess shop) {
        this.shop = shop;
    }

    /** Lists a product, or changes how it is listed. */
    public HttpRequest.Builder list(Sku sku, String title, Money price) {
        ObjectNode listing = JsonNodeFactory.instance.objectNode().put("title", title);
        listing.putObject("price")
                .put("amountMinor", price.amountMinor())
                .put("currency", price.currency());
        return list(sku, listing.toString());
    }

    /** Lists a product with any body. */
    public HttpRequest.Builder list(Sku sku, String listing) {
        return operator(shop.order().resolve("/v1/catalog/" + sku), JSON)
                .PUT(BodyPublishers.ofString(listing));
    }

    /** Imports card codes. */
    public HttpRequest.Builder importCodes(Sku sku, Collection<String> codes) {
        String lines =
                codes.stream()
                        .map(code -> JsonNodeFactory.instance.objectNode().put("code", code))
                        .map(ObjectNode::toString)
                        .collect(Collectors.joining("\n", "", "\n"));
        return importFile(sku, "", "application/x-ndjson", lines);
    }

    /**
     * Imports a file as it is.
     *
     * @param query such as {@code ?heading=yes}, or empty
     * @param contentType such as {@code text/csv}
     */
    public HttpRequest.Builder importFile(
            Sku sku, String query, String contentType, String content) {
        return operator(shop.fulfillment().resolve("/v1/stock/" + sku + query), contentType)
                .POST(BodyPublishers.ofString(content));
    }

    /** Voids the unsold cards that have these codes. */
    public HttpRequest.Builder voidCodes(Sku sku, Collection<String> codes, String reason) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode listed = body.putArray("codes");
        codes.forEach(listed::add);
        body.put("reason", reason);
        return operator(shop.fulfillment().resolve("/v1/stock/" + sku + "/voids"), JSON)
                .POST(BodyPublishers.ofString(body.toString()));
    }

    /**
     * Gets what the reconciler shows to a person.
     *
     * @param path such as {@code /v1/cases?status=open}
     */
    public HttpRequest.Builder review(String path) {
        return operator(shop.reconciler().resolve(path), JSON).GET();
    }

    private HttpRequest.Builder operator(URI address, String contentType) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + shop.operatorToken())
                .header("Content-Type", contentType);
    }
}
