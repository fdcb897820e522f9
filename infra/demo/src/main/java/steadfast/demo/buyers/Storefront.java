package steadfast.demo.buyers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadfast.client.ShopHttp;
import steadfast.client.ShopHttp.Answer;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.launcher.shop.RunningShop;

/** The shop as a storefront uses it for its buyers. */
public final class Storefront {

    private final ShopHttp http;
    private final URI orders;
    private final URI cards;
    private final Map<String, String> key;

    public Storefront(ShopHttp http, RunningShop shop) {
        this.http = http;
        this.orders = shop.order();
        this.cards = shop.fulfillment();
        this.key = Map.of("Authorization", "Bearer " + shop.storefrontKey());
    }

    /** Places an order; 2xx bodies are read by {@link #receipt}. */
    Answer place(BuyerPlan buyerPlan) throws InterruptedException {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sku", buyerPlan.sku().value())
                        .put("quantity", buyerPlan.quantity())
                        .put("paymentMethod", buyerPlan.paymentMethod())
                        .toString();
        return http.send(
                "POST",
                orders.resolve("/v1/orders"),
                with("Idempotency-Key", buyerPlan.idempotencyKey()),
                "application/json",
                body);
    }

    /** Gets an order; 2xx bodies are read by {@link #status}. */
    Answer look(Receipt receipt) throws InterruptedException {
        return http.get(
                orders.resolve("/v1/orders/" + receipt.orderId()),
                with("View-Token", receipt.viewToken()));
    }

    /** Asks to close the payment. */
    Answer cancel(Receipt receipt) throws InterruptedException {
        return press(receipt, "/cancel", "");
    }

    /** Asks for another round of a failed order. */
    Answer retry(Receipt receipt, String paymentMethod) throws InterruptedException {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("paymentMethod", paymentMethod)
                        .toString();
        return press(receipt, "/retry", body);
    }

    private Answer press(Receipt receipt, String button, String body) throws InterruptedException {
        return http.send(
                "POST",
                orders.resolve("/v1/orders/" + receipt.orderId() + button),
                with("View-Token", receipt.viewToken()),
                "application/json",
                body);
    }

    /** Reveals the cards of an order; 2xx bodies are read by {@link #codes}. */
    Answer reveal(Receipt receipt) throws InterruptedException {
        return http.get(
                cards.resolve("/v1/cards/" + receipt.orderId()),
                with("View-Token", receipt.viewToken()));
    }

    /**
     * Reads the receipt in an answer to an order.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    static Receipt receipt(JsonNode order) {
        return new Receipt(
                OrderId.parse(order.path("orderId").asText()),
                order.path("viewToken").asText(),
                new Money(
                        order.path("total").path("amountMinor").asLong(-1),
                        order.path("total").path("currency").asText()));
    }

    static Status status(JsonNode order) {
        return Status.of(order.path("status").asText());
    }

    /** Returns the number of the payment round, counted from 1. */
    static int round(JsonNode order) {
        return order.path("round").asInt(1);
    }

    /**
     * Returns the link that the buyer must scan or open to pay; empty if there is nothing to do.
     */
    static Optional<URI> toScan(JsonNode order) {
        JsonNode next = order.path("nextAction");
        try {
            return next.path("kind").asText().equals("PAY")
                    ? Optional.of(URI.create(next.path("action").asText()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // The text of a QR code that is not a URL, for a phone that we don't have.
            return Optional.empty();
        }
    }

    /** Does what a buyer's phone does after scanning the code, without involving the shop. */
    Answer scan(URI action) throws InterruptedException {
        return http.send("POST", action, Map.of(), "application/json", "");
    }

    static List<String> codes(JsonNode revealed) {
        List<String> codes = new ArrayList<>();
        revealed.path("cards").forEach(card -> codes.add(card.path("code").asText()));
        return codes;
    }

    private Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(key);
        headers.put(header, value);
        return headers;
    }
}
