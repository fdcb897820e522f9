package steadfast.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import steadfast.client.ShopHttp;
import steadfast.client.ShopHttp.Answer;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.OrderId;
import steadfast.launcher.shop.RunningShop;

/** Reads the reconciler's cases and overdue orders page by page. */
final class ReviewQueue {

    private static final int MAX_PAGES = 10_000;

    private final ShopHttp http;
    private final RunningShop shop;

    ReviewQueue(ShopHttp http, RunningShop shop) {
        this.http = http;
        this.shop = shop;
    }

    /**
     * Every case, open and closed.
     *
     * @throws DemoFailure if they can't be read
     */
    List<QueuedCase> cases() throws InterruptedException {
        Map<String, QueuedCase> byId = new LinkedHashMap<>();
        for (String status : List.of("open", "closed")) {
            // A case that closes between the two readings is in both, and the later one counts.
            pages(
                    "/v1/cases?status=" + status + "&limit=200",
                    "cursor",
                    page ->
                            page.path("cases")
                                    .forEach(one ->
                                            byId.put(
                                                    one.path("caseId").asText(), reviewCase(one))));
        }
        return List.copyOf(byId.values());
    }

    /**
     * Returns overdue orders: a sign of trouble, not work for a person.
     *
     * @throws DemoFailure if they can't be read
     */
    Set<OrderId> overdue() throws InterruptedException {
        Set<OrderId> overdue = new HashSet<>();
        pages(
                "/v1/overdue?limit=200",
                "after",
                page -> page.path("orders").forEach(order -> overdue.add(orderId(order))));
        return overdue;
    }

    private void pages(String path, String cursorName, Consumer<JsonNode> reader)
            throws InterruptedException {
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode json = read(path + cursor);
            reader.accept(json);
            JsonNode next = json.path("next");
            if (next.isMissingNode() || next.isNull() || next.asText().isEmpty()) {
                return;
            }
            cursor =
                    "&"
                            + cursorName
                            + "="
                            + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        }
        throw new DemoFailure(path + " has more than " + MAX_PAGES + " pages.");
    }

    private JsonNode read(String path) throws InterruptedException {
        Answer answer =
                http.get(
                        shop.reconciler().resolve(path),
                        Map.of("Authorization", "Bearer " + shop.operatorToken()));
        return switch (answer) {
            case Answer.Ok ok -> ok.json();
            case Answer.No no -> throw unreadable(path, no.why());
            case Answer.Later later -> throw unreadable(path, later.why());
        };
    }

    private static DemoFailure unreadable(String path, String why) {
        return new DemoFailure("the reconciler's " + path + " can't be read: " + why + ".");
    }

    private static QueuedCase reviewCase(JsonNode json) {
        return new QueuedCase(
                orderId(json),
                Instant.parse(json.path("openedAt").asText()),
                json.hasNonNull("closedAt")
                        ? Optional.of(Instant.parse(json.path("closedAt").asText()))
                        : Optional.empty());
    }

    private static OrderId orderId(JsonNode json) {
        return OrderId.parse(json.path("orderId").asText());
    }
}
