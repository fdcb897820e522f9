package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import steadfast.launcher.shop.GatewayAccess;
import steadfast.launcher.shop.RunningShop;

/** A storefront, an operator and the merchant at his gateway, over HTTP. */
final class ShopClient {

    /** Generous: other builds may share the machine. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String JSON = "application/json";

    private final RunningShop shop;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ObjectMapper json = new ObjectMapper();

    ShopClient(RunningShop shop) {
        this.shop = shop;
    }

    /** An answer as it came. */
    record Answer(int status, String text, JsonNode body) {}

    /** An acknowledged order, and what its buyer holds. */
    record Placed(String orderId, String viewToken) {}

    /** A movement of money in the gateway's own book. */
    record Movement(String kind, String paymentId, long amountMinor) {

        boolean isOf(String orderId) {
            return paymentId.startsWith(orderId + "-");
        }
    }

    /** Lists a product, imports these codes and waits until all of them can be sold. */
    void stock(String sku, long priceMinor, List<String> codes) {
        String listing =
                "{\"title\":\"%s\",\"price\":{\"amountMinor\":%d,\"currency\":\"CNY\"}}"
                        .formatted(sku, priceMinor);
        Answer listed =
                send(
                        operator(shop.order().resolve("/v1/catalog/" + sku), JSON)
                                .PUT(HttpRequest.BodyPublishers.ofString(listing)));
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        String lines =
                codes.stream().map("{\"code\":\"%s\"}\n"::formatted).collect(Collectors.joining());
        Answer imported =
                send(
                        operator(
                                        shop.fulfillment().resolve("/v1/stock/" + sku),
                                        "application/x-ndjson")
                                .POST(HttpRequest.BodyPublishers.ofString(lines)));
        assertThat(imported.status()).as(imported.text()).isBetween(200, 299);
        await().atMost(PATIENCE).until(() -> available(sku) == codes.size());
    }

    /** How many may still be sold, as the catalogue says, whose pages are read to the end. */
    long available(String sku) {
        String next = "";
        do {
            Answer page =
                    send(storefront(shop.order().resolve("/v1/catalog?limit=1000" + next)).GET());
            assertThat(page.status()).isEqualTo(200);
            for (JsonNode product : page.body().path("products")) {
                if (product.get("sku").asText().equals(sku)) {
                    return product.get("available").asLong();
                }
            }
            next =
                    page.body().hasNonNull("next")
                            ? "&after=" + page.body().get("next").asText()
                            : "";
        } while (!next.isEmpty());
        return -1;
    }

    /** One try to place an order. */
    Answer order(String idempotencyKey, String sku, int quantity, String paymentMethod) {
        String wish =
                "{\"sku\":\"%s\",\"quantity\":%d,\"paymentMethod\":\"%s\"}"
                        .formatted(sku, quantity, paymentMethod);
        return send(
                storefront(shop.order().resolve("/v1/orders"))
                        .header("Content-Type", JSON)
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString(wish)));
    }

    /**
     * Places an order as a careful storefront does: the same request again until it is answered.
     */
    Placed place(String idempotencyKey, String sku, int quantity, String paymentMethod) {
        Answer answer =
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .until(
                                () -> order(idempotencyKey, sku, quantity, paymentMethod),
                                tried -> tried.status() < 500 && tried.status() != 409);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return placed(answer);
    }

    static Placed placed(Answer answer) {
        return new Placed(
                answer.body().get("orderId").asText(), answer.body().get("viewToken").asText());
    }

    Answer show(Placed order) {
        return send(ofBuyer(shop.order().resolve("/v1/orders/" + order.orderId()), order).GET());
    }

    String status(Placed order) {
        return show(order).body().path("status").asText();
    }

    /** Waits until the order has this status; an order-service that is away is waited for. */
    void awaitStatus(Placed order, String status) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    Answer shown = show(order);
                    assertThat(shown.body().path("status").asText())
                            .as(shown.text())
                            .isEqualTo(status);
                });
    }

    Answer retry(Placed order, String paymentMethod) {
        return send(
                ofBuyer(shop.order().resolve("/v1/orders/" + order.orderId() + "/retry"), order)
                        .header("Content-Type", JSON)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"paymentMethod\":\"" + paymentMethod + "\"}")));
    }

    Answer cancel(Placed order) {
        return send(
                ofBuyer(shop.order().resolve("/v1/orders/" + order.orderId() + "/cancel"), order)
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Waits until the buyer is asked to act, and says where. */
    URI awaitAction(Placed order) {
        JsonNode next =
                await().atMost(PATIENCE)
                        .until(
                                () -> show(order).body().path("nextAction"),
                                shown -> shown.path("kind").asText().equals("PAY"));
        return URI.create(next.path("action").asText());
    }

    /** What the buyer's phone does with a QR code of the sandbox. */
    Answer scan(URI action) {
        return send(request(action).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer cards(Placed order) {
        return send(
                ofBuyer(shop.fulfillment().resolve("/v1/cards/" + order.orderId()), order).GET());
    }

    /** The codes, as the buyer sees them. */
    List<String> codes(Placed order) {
        Answer shown = cards(order);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        shown.body().get("cards").forEach(card -> codes.add(card.get("code").asText()));
        return codes;
    }

    /** Lists a product, or lists it anew. */
    Answer list(String sku, String listing) {
        return send(
                operator(shop.order().resolve("/v1/catalog/" + sku), JSON)
                        .PUT(HttpRequest.BodyPublishers.ofString(listing)));
    }

    /** Imports a CSV file as it is. */
    Answer importCsv(String sku, String query, String body, String... headers) {
        HttpRequest.Builder request =
                operator(shop.fulfillment().resolve("/v1/stock/" + sku + query), "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Voids the unsold cards that have these codes. */
    Answer voidCodes(String sku, List<String> codes) {
        String listed =
                codes.stream().map("\"%s\""::formatted).collect(Collectors.joining(",", "[", "]"));
        return send(
                operator(shop.fulfillment().resolve("/v1/stock/" + sku + "/voids"), JSON)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"codes\":%s,\"reason\":\"wrong product\"}"
                                                .formatted(listed))));
    }

    /** One page of the catalogue. */
    Answer catalogue(String query) {
        return send(storefront(shop.order().resolve("/v1/catalog" + query)).GET());
    }

    /** One try to place an order with this body. */
    Answer orderAs(String idempotencyKey, String body) {
        return send(
                storefront(shop.order().resolve("/v1/orders"))
                        .header("Content-Type", JSON)
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer overdue() {
        return send(operator(shop.reconciler().resolve("/v1/overdue"), JSON).GET());
    }

    /** The open cases of this order. */
    List<JsonNode> cases(Placed order) {
        List<JsonNode> found = new ArrayList<>();
        String next = "";
        do {
            Answer page =
                    send(
                            operator(shop.reconciler().resolve("/v1/cases?limit=200" + next), JSON)
                                    .GET());
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            for (JsonNode one : page.body().path("cases")) {
                if (one.path("orderId").asText().equals(order.orderId())) {
                    found.add(one);
                }
            }
            next =
                    page.body().hasNonNull("next")
                            ? "&cursor=" + page.body().get("next").asText()
                            : "";
        } while (!next.isEmpty());
        return found;
    }

    /** What support does in the gateway's dashboard, at the gateway that took the order's money. */
    Answer byHand(Placed order, String what, String body) {
        GatewayAccess gateway =
                shop.gateways().stream()
                        .filter(one -> !movements(one, order).isEmpty())
                        .findFirst()
                        .orElseThrow();
        return send(
                request(
                                gateway.address()
                                        .resolve(
                                                "/v1/payments/%s-1/%s"
                                                        .formatted(order.orderId(), what)))
                        .header("Authorization", "Bearer " + gateway.key())
                        .header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Every movement of money that any gateway knows of this order. */
    List<Movement> movements(Placed order) {
        return shop.gateways().stream()
                .flatMap(gateway -> movements(gateway, order).stream())
                .toList();
    }

    /** Every movement of money that this gateway knows of this order. */
    List<Movement> movements(GatewayAccess gateway, Placed order) {
        List<Movement> movements = new ArrayList<>();
        long after = 0;
        Optional<JsonNode> page = Optional.empty();
        while (page.isEmpty() || page.get().get("more").asBoolean()) {
            Answer ledger =
                    send(
                            request(gateway.address().resolve("/v1/ledger?after=" + after))
                                    .header("Authorization", "Bearer " + gateway.key())
                                    .GET());
            assertThat(ledger.status()).as(ledger.text()).isEqualTo(200);
            for (JsonNode entry : ledger.body().get("entries")) {
                movements.add(
                        new Movement(
                                entry.get("kind").asText(),
                                entry.get("paymentId").asText(),
                                entry.get("amountMinor").asLong()));
            }
            after = ledger.body().get("next").asLong();
            page = Optional.of(ledger.body());
        }
        return movements.stream().filter(movement -> movement.isOf(order.orderId())).toList();
    }

    /** What anybody may read at an open door. */
    Answer open(URI address) {
        return send(request(address).GET());
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), parsed(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            return json.missingNode();
        }
    }

    private HttpRequest.Builder ofBuyer(URI address, Placed order) {
        return storefront(address).header("View-Token", order.viewToken());
    }

    private HttpRequest.Builder storefront(URI address) {
        return request(address).header("Authorization", "Bearer " + shop.storefrontKey());
    }

    private HttpRequest.Builder operator(URI address, String contentType) {
        return request(address)
                .header("Authorization", "Bearer " + shop.operatorToken())
                .header("Content-Type", contentType);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
    }
}
