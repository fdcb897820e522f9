package steadfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static steadfast.demo.FakeShop.json;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.client.ShopHttp;
import steadfast.demo.FakeShop.Reply;
import steadfast.demo.gateways.GatewayLedger;
import steadfast.demo.gateways.LedgerEntry;
import steadfast.demo.scenario.DemoFailure;
import steadfast.demo.scenario.DemoScenario;
import steadfast.demo.scenario.Weather;
import steadfast.events.OrderId;

class ShopOperatorTest {

    static final String FIRST = "01890a5d-ac96-774b-bcce-b302099a8057";

    FakeShop shop;
    ShopHttp http;
    ShopOperator operator;

    @BeforeEach
    void start() throws Exception {
        shop = new FakeShop();
        http = new ShopHttp();
        operator = new ShopOperator(http, shop);
    }

    @AfterEach
    void stop() {
        http.close();
        shop.close();
    }

    @Test
    void stockIsBroughtAndAwaited() throws Exception {
        DemoScenario demoScenario = DemoScenario.draw(5, 7, "T", Weather.CALM);
        demoScenario
                .products()
                .forEach(product ->
                        shop.on("PUT /v1/catalog/" + product.sku(), json("{}"))
                                .on("POST /v1/stock/" + product.sku(), json("{}")));
        shop.on(
                        "GET /v1/catalog?limit=1000",
                        json("{\"products\":[]}"),
                        catalog(demoScenario, 0, 2, 1),
                        catalog(demoScenario, 0, 2, 0))
                .on(
                        "GET /v1/catalog?limit=1000&after=2",
                        catalog(demoScenario, 2, demoScenario.products().size(), 0));

        operator.stockUp(demoScenario);

        assertThat(shop.requestsOf("GET /v1/catalog?limit=1000")).hasSize(3);
        DemoScenario.Product first = demoScenario.products().getFirst();
        assertThat(shop.requestsOf("PUT /v1/catalog/" + first.sku()).getFirst().body())
                .isEqualTo(
                        "{\"title\":\"Steam wallet 50\",\"price\":{\"amountMinor\":5000,\"currency\":\"USD\"}}");
        assertThat(shop.requestsOf("POST /v1/stock/" + first.sku()).getFirst().body().lines())
                .hasSameSizeAs(demoScenario.codes().get(first.sku()))
                .allMatch(line -> line.matches("\\{\"code\":\"STEAM-50[.]T-[A-Z0-9-]+\"}"));
        assertThat(shop.requests)
                .filteredOn(request -> !request.method().equals("GET"))
                .allMatch(
                        request -> request.header("Authorization").equals("Bearer operator-token"));
    }

    @Test
    void aRefusalIsSaid() {
        shop.on("PUT /v1/catalog/STEAM-50.T", new Reply(403, "{\"detail\":\"not yours\"}"));

        assertThatThrownBy(() -> operator.stockUp(DemoScenario.draw(5, 7, "T", Weather.CALM)))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("listing a product was refused")
                .hasMessageContaining("not yours");
    }

    @Test
    void theLedgerIsReadPageByPage() throws Exception {
        shop.on(
                "GET /v1/ledger?after=3",
                json(
                        """
                        {"entries":[{"sequence":4,"kind":"CAPTURE","paymentId":"%s-1","amountMinor":5,"currency":"USD","at":"2026-01-01T00:00:00.5Z"}],"next":4,"more":true}\
                        """
                                .formatted(FIRST)));
        shop.on(
                "GET /v1/ledger?after=4",
                json(
                        """
                        {"entries":[{"sequence":5,"kind":"REFUND","paymentId":"other","refundKey":"r","amountMinor":6,"currency":"USD","at":"2026-01-01T00:00:01Z"}],"next":5,"more":false}\
                        """));

        List<LedgerEntry> movements = new GatewayLedger(http, shop.gateways().getFirst()).after(3);

        assertThat(movements)
                .extracting(LedgerEntry::sequence, LedgerEntry::kind)
                .containsExactly(
                        tuple(4L, LedgerEntry.Kind.CAPTURE), tuple(5L, LedgerEntry.Kind.REFUND));
        assertThat(movements.getFirst().at()).isEqualTo(Instant.parse("2026-01-01T00:00:00.5Z"));
        assertThat(movements.getFirst().orderId()).contains(OrderId.parse(FIRST));
        assertThat(movements.getLast().orderId()).isEmpty();
    }

    /** The page of the products from one to another, with a next page if it isn't the last one. */
    private static Reply catalog(DemoScenario demoScenario, int from, int to, int missing) {
        List<String> products =
                demoScenario.products().subList(from, to).stream()
                        .map(product ->
                                "{\"sku\":\"%s\",\"available\":%s}"
                                        .formatted(
                                                product.sku(),
                                                demoScenario.codes().get(product.sku()).size()
                                                        - missing))
                        .toList();
        String next = to < demoScenario.products().size() ? ",\"next\":\"" + to + "\"" : "";
        return json("{\"products\":" + products + next + "}");
    }
}
