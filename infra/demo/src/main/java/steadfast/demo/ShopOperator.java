package steadfast.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import steadfast.client.Answer;
import steadfast.client.Operator;
import steadfast.client.ShopHttp;
import steadfast.client.Storefront;
import steadfast.demo.scenario.ClientAccess;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.DemoScenario;
import steadfast.events.Sku;
import steadfast.launcher.shop.RunningShop;

/** The shop as its operator uses it: lists products and imports stock. */
final class ShopOperator {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Operator operator;
    private final Storefront storefront;

    ShopOperator(ShopHttp http, RunningShop shop) {
        this.operator = new Operator(http, ClientAccess.to(shop));
        this.storefront = new Storefront(http, ClientAccess.to(shop));
    }

    /**
     * Lists the products, imports their codes, and waits until order-service may sell them.
     *
     * @throws DemoFailure if the shop refuses or takes too long
     */
    void stockUp(DemoScenario demoScenario) throws InterruptedException {
        for (DemoScenario.Product product : demoScenario.products()) {
            require(
                    "listing a product",
                    operator.list(product.sku(), product.title(), product.price()));
            require(
                    "bringing stock",
                    operator.importCodes(
                            product.sku(),
                            demoScenario.codes().getOrDefault(product.sku(), Set.of())));
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

    private boolean allAvailable(DemoScenario demoScenario) throws InterruptedException {
        if (!(storefront.available() instanceof Answer.Ok<Map<Sku, Long>>(Map<Sku, Long> now))) {
            return false;
        }
        return demoScenario.codes().entrySet().stream()
                .allMatch(brought ->
                        now.getOrDefault(brought.getKey(), 0L) >= brought.getValue().size());
    }

    private static void require(String what, Answer<JsonNode> answer) {
        switch (answer) {
            case Answer.Ok<JsonNode> ok -> {}
            case Answer.No<JsonNode> no ->
                    throw new DemoFailure(what + " was refused: " + no.why() + ".");
            case Answer.Later<JsonNode> later ->
                    throw new DemoFailure(what + " failed: " + later.why() + ".");
        }
    }
}
