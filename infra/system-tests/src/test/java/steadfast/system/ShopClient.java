package steadfast.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadfast.client.Answer;
import steadfast.client.HttpAnswer;
import steadfast.client.OperatorRequests;
import steadfast.client.OrderRequest;
import steadfast.client.OrderTicket;
import steadfast.client.ShopAccess;
import steadfast.client.ShopHttp;
import steadfast.client.Storefront;
import steadfast.client.StorefrontRequests;
import steadfast.demo.scenario.ClientAccess;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.launcher.shop.GatewayAccess;
import steadfast.launcher.shop.RunningShop;

/**
 * A storefront, an operator and the merchant at their gateway, over HTTP: the client that
 * integrators have, whose answers are shown as they came, and what only a test does.
 */
final class ShopClient {

    /** Generous: other builds may share the machine. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String JSON = "application/json";

    private final RunningShop shop;
    private final ShopHttp http = new ShopHttp(Duration.ofSeconds(30));
    private final Storefront storefront;
    private final StorefrontRequests buyers;
    private final OperatorRequests operators;

    ShopClient(RunningShop shop) {
        this.shop = shop;
        ShopAccess access = ClientAccess.to(shop);
        this.storefront = new Storefront(http, access);
        this.buyers = new StorefrontRequests(access);
        this.operators = new OperatorRequests(access);
    }

    /** An acknowledged order, and what its buyer holds. */
    record Placed(String orderId, String viewToken) {

        private OrderTicket ticket() {
            return new OrderTicket(OrderId.parse(orderId), viewToken);
        }
    }

    /** A movement of money in the gateway's own book. */
    record Movement(String kind, String paymentId, long amountMinor) {

        boolean isOf(String orderId) {
            return paymentId.startsWith(orderId + "-");
        }
    }

    /** Lists a product, imports these codes and waits until all of them can be sold. */
    void stock(String sku, long priceMinor, List<String> codes) {
        Sku product = new Sku(sku);
        HttpAnswer listed = send(operators.list(product, sku, new Money(priceMinor, "CNY")));
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        HttpAnswer imported = send(operators.importCodes(product, codes));
        assertThat(imported.status()).as(imported.text()).isBetween(200, 299);
        await().atMost(PATIENCE).until(() -> available(sku) == codes.size());
    }

    /** How many may still be sold, as the catalogue says, whose pages are read to the end. */
    long available(String sku) {
        try {
            Answer<Map<Sku, Long>> answer = storefront.available();
            assertThat(answer).isInstanceOf(Answer.Ok.class);
            return answer instanceof Answer.Ok<Map<Sku, Long>>(Map<Sku, Long> available)
                    ? available.getOrDefault(new Sku(sku), -1L)
                    : -1;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** One try to place an order. */
    HttpAnswer order(String idempotencyKey, String sku, int quantity, String paymentMethod) {
        return send(
                buyers.place(
                        idempotencyKey, new OrderRequest(new Sku(sku), quantity, paymentMethod)));
    }

    /**
     * Places an order as a careful storefront does: the same request again until it is answered.
     */
    Placed place(String idempotencyKey, String sku, int quantity, String paymentMethod) {
        HttpAnswer answer =
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .until(
                                () -> order(idempotencyKey, sku, quantity, paymentMethod),
                                tried -> tried.status() < 500 && tried.status() != 409);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return placed(answer);
    }

    static Placed placed(HttpAnswer answer) {
        return new Placed(
                answer.json().get("orderId").asText(), answer.json().get("viewToken").asText());
    }

    HttpAnswer show(Placed order) {
        return send(buyers.look(order.ticket()));
    }

    String status(Placed order) {
        return show(order).json().path("status").asText();
    }

    /** Waits until the order has this status; an order-service that is away is waited for. */
    void awaitStatus(Placed order, String status) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    HttpAnswer shown = show(order);
                    assertThat(shown.json().path("status").asText())
                            .as(shown.text())
                            .isEqualTo(status);
                });
    }

    HttpAnswer retry(Placed order, String paymentMethod) {
        return send(buyers.retry(order.ticket(), paymentMethod));
    }

    HttpAnswer cancel(Placed order) {
        return send(buyers.cancel(order.ticket()));
    }

    /** Waits until the buyer is asked to act, and says where. */
    URI awaitAction(Placed order) {
        JsonNode next =
                await().atMost(PATIENCE)
                        .until(
                                () -> show(order).json().path("nextAction"),
                                shown -> shown.path("kind").asText().equals("PAY"));
        return URI.create(next.path("action").asText());
    }

    /** What the buyer's phone does with a QR code of the sandbox. */
    HttpAnswer scan(URI action) {
        return send(HttpRequest.newBuilder(action).POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpAnswer cards(Placed order) {
        return send(buyers.reveal(order.ticket()));
    }

    /** The codes, as the buyer sees them. */
    List<String> codes(Placed order) {
        HttpAnswer shown = cards(order);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        shown.json().get("cards").forEach(card -> codes.add(card.get("code").asText()));
        return codes;
    }

    /** Lists a product, or lists it again. */
    HttpAnswer list(String sku, String listing) {
        return send(operators.list(new Sku(sku), listing));
    }

    /** Imports a CSV file as it is. */
    HttpAnswer importCsv(String sku, String query, String body, String... headers) {
        HttpRequest.Builder request = operators.importFile(new Sku(sku), query, "text/csv", body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Voids the unsold cards that have these codes. */
    HttpAnswer voidCodes(String sku, List<String> codes) {
        return send(operators.voidCodes(new Sku(sku), codes, "wrong product"));
    }

    /** One page of the catalogue. */
    HttpAnswer catalogue(String query) {
        return send(buyers.catalog(query));
    }

    /** One try to place an order with this body. */
    HttpAnswer orderAs(String idempotencyKey, String body) {
        return send(buyers.place(idempotencyKey, body));
    }

    HttpAnswer overdue() {
        return send(operators.review("/v1/overdue"));
    }

    /** The open cases of this order. */
    List<JsonNode> cases(Placed order) {
        List<JsonNode> found = new ArrayList<>();
        String next = "";
        do {
            HttpAnswer page = send(operators.review("/v1/cases?limit=200" + next));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            for (JsonNode one : page.json().path("cases")) {
                if (one.path("orderId").asText().equals(order.orderId())) {
                    found.add(one);
                }
            }
            next =
                    page.json().hasNonNull("next")
                            ? "&cursor=" + page.json().get("next").asText()
                            : "";
        } while (!next.isEmpty());
        return found;
    }

    /** What support does in the gateway's dashboard, at the gateway that took the order's money. */
    HttpAnswer byHand(Placed order, String what, String body) {
        GatewayAccess gateway =
                shop.gateways().stream()
                        .filter(one -> !movements(one, order).isEmpty())
                        .findFirst()
                        .orElseThrow();
        return send(
                merchant(gateway, "/v1/payments/%s-1/%s".formatted(order.orderId(), what))
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
            HttpAnswer ledger = send(merchant(gateway, "/v1/ledger?after=" + after).GET());
            assertThat(ledger.status()).as(ledger.text()).isEqualTo(200);
            for (JsonNode entry : ledger.json().get("entries")) {
                movements.add(
                        new Movement(
                                entry.get("kind").asText(),
                                entry.get("paymentId").asText(),
                                entry.get("amountMinor").asLong()));
            }
            after = ledger.json().get("next").asLong();
            page = Optional.of(ledger.json());
        }
        return movements.stream().filter(movement -> movement.isOf(order.orderId())).toList();
    }

    /** What anybody may read at an open door. */
    HttpAnswer open(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    HttpAnswer send(HttpRequest.Builder request) {
        try {
            return http.exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static HttpRequest.Builder merchant(GatewayAccess gateway, String path) {
        return HttpRequest.newBuilder(gateway.address().resolve(path))
                .header("Authorization", "Bearer " + gateway.key());
    }
}
