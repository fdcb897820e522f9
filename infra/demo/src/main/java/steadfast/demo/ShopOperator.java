package steadfast.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import steadfast.client.ShopHttp;
import steadfast.client.ShopHttp.Answer;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.DemoScenario;
import steadfast.events.Sku;
import steadfast.launcher.shop.RunningShop;

/** The shop as its operator uses it: lists products and imports stock. */
final class ShopOperator {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ShopHttp http;
    private final RunningShop shop;
    private final Map<String, String> token;

    ShopOperator(ShopHttp http, RunningShop shop) {
        this.http = http;
        this.shop = shop;
        this.token = Map.of("Authorization", "Bearer " + shop.operatorToken());
    }

    /**
     * Lists the products, imports their codes, and waits until order-service may sell them.
     *
     * @throws DemoFailure if the shop refuses or takes too long
     */
    void stockUp(DemoScenario demoScenario) throws InterruptedException {
        for (DemoScenario.Product product : demoScenario.products()) {
            list(product);
            bring(product.sku(), demoScenario.codes().getOrDefault(product.sku(), Set.of()));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!allAvailable(demoScenario)) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(
                        "order-service did not hear of the new stock within "
                                + PATIENCE.toSeconds()
                                + " s.");
            }
            Thread.sleep(PAUSE);
        }
    }

    private void list(DemoScenario.Product product) throws InterruptedException {
        ObjectNode listing = JsonNodeFactory.instance.objectNode().put("title", product.title());
        listing.putObject("price")
                .put("amountMinor", product.price().amountMinor())
                .put("currency", product.price().currency());
        require(
                "listing a product",
                http.send(
                        "PUT",
                        shop.order().resolve("/v1/catalog/" + product.sku()),
                        token,
                        "application/json",
                        listing.toString()));
    }

    private void bring(Sku sku, Set<String> codes) throws InterruptedException {
        String lines =
                codes.stream()
                        .map(code -> JsonNodeFactory.instance.objectNode().put("code", code))
                        .map(JsonNode::toString)
                        .collect(Collectors.joining("\n", "", "\n"));
        require(
                "bringing stock",
                http.send(
                        "POST",
                        shop.fulfillment().resolve("/v1/stock/" + sku),
                        token,
                        "application/x-ndjson",
                        lines));
    }

    private boolean allAvailable(DemoScenario demoScenario) throws InterruptedException {
        Set<Sku> available = new HashSet<>();
        String next = "";
        do {
            Answer answer =
                    http.get(
                            shop.order().resolve("/v1/catalog?limit=1000" + next),
                            Map.of("Authorization", "Bearer " + shop.storefrontKey()));
            if (!(answer instanceof Answer.Ok ok)) {
                return false;
            }
            for (JsonNode product : ok.json().path("products")) {
                Sku sku = new Sku(product.path("sku").asText());
                int brought = demoScenario.codes().getOrDefault(sku, Set.of()).size();
                if (brought > 0 && product.path("available").asLong() >= brought) {
                    available.add(sku);
                }
            }
            next = ok.json().hasNonNull("next") ? "&after=" + ok.json().path("next").asText() : "";
        } while (!next.isEmpty());
        return available.equals(demoScenario.codes().keySet());
    }

    private static void require(String what, Answer answer) {
        switch (answer) {
            case Answer.Ok ok -> {}
            case Answer.No no -> throw new DemoFailure(what + " was refused: " + no.why() + ".");
            case Answer.Later later ->
                    throw new DemoFailure(what + " failed: " + later.why() + ".");
        }
    }
}
