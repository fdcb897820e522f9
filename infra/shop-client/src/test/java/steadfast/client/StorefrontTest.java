package steadfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;

class StorefrontTest {

    private static final OrderId ORDER = OrderId.parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final OrderTicket TICKET = new OrderTicket(ORDER, "token");
    private static final OrderRequest REQUEST = new OrderRequest(new Sku("STEAM-50"), 2, "card");
    private static final String PLACE = "POST /v1/orders";
    private static final String LOOK = "GET /v1/orders/" + ORDER;

    private ScriptedServer server;
    private ShopHttp http;
    private Storefront storefront;

    @BeforeEach
    void aShop() throws Exception {
        server = new ScriptedServer();
        http = new ShopHttp();
        storefront = new Storefront(http, server.access());
    }

    @AfterEach
    void closed() {
        http.close();
        server.close();
    }

    @Test
    void anOrderIsPlacedWithItsKeyAndAcknowledged() throws Exception {
        server.on(
                PLACE,
                201,
                "{\"orderId\":\"%s\",\"viewToken\":\"token\",\"total\":{\"amountMinor\":10000,\"currency\":\"CNY\"}}"
                        .formatted(ORDER));

        Answer<Receipt> answer = storefront.place("key-1", REQUEST);

        assertThat(answer)
                .isEqualTo(new Answer.Ok<>(new Receipt(ORDER, "token", new Money(10_000, "CNY"))));
        ScriptedServer.Request sent = server.only();
        assertThat(sent.header("Idempotency-key")).isEqualTo("key-1");
        assertThat(sent.header("Authorization")).isEqualTo("Bearer shop-key");
        assertThat(sent.body())
                .isEqualTo("{\"sku\":\"STEAM-50\",\"quantity\":2,\"paymentMethod\":\"card\"}");
    }

    @Test
    void thePriceThatTheBuyerWasShownGoesWithTheOrder() throws Exception {
        storefront.place(
                "key-1",
                new OrderRequest(new Sku("A"), 1, "card", Optional.of(new Money(9_900, "CNY"))));

        assertThat(server.only().body())
                .endsWith("\"expectedTotal\":{\"amountMinor\":9900,\"currency\":\"CNY\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "400, {}, No",
        "409, {}, No",
        "409, '{\"retryable\":true}', Later",
        "429, {}, Later",
        "503, {}, Later",
        "201, '', Later",
        "201, '{\"orderId\":', Later",
        "0, '', Later"
    })
    void aRefusalIsFinalAndAllElseMayBeSentAgain(int status, String body, String kind)
            throws Exception {
        server.on(PLACE, status, body);

        assertThat(storefront.place("key-1", REQUEST).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        server.on(PLACE, 422, "{\"type\":\"urn:x\",\"detail\":\"Use another key.\"}");

        assertThat(storefront.place("key-1", REQUEST))
                .isEqualTo(new Answer.No<>(422, "status 422 urn:x Use another key."));
    }

    @Test
    void anOrderShowsWhereToPay() throws Exception {
        server.on(
                LOOK,
                200,
                """
                {"status":"PENDING_PAYMENT","round":2,"nextAction":{"kind":"PAY","action":"http://pay/1"}}\
                """);

        assertThat(storefront.look(TICKET))
                .isEqualTo(
                        new Answer.Ok<>(
                                new ShownOrder(
                                        Status.PENDING_PAYMENT,
                                        2,
                                        Optional.of(URI.create("http://pay/1")),
                                        Optional.empty())));
        assertThat(server.only().header("View-token")).isEqualTo("token");
    }

    @Test
    void aStatusThatTheClientDoesNotKnowIsNoEnd() throws Exception {
        server.on(LOOK, 200, "{\"status\":\"ON_THE_MOON\",\"failureReason\":\"NEW\"}");

        assertThat(storefront.look(TICKET))
                .isEqualTo(
                        new Answer.Ok<>(
                                new ShownOrder(
                                        Status.UNHEARD_OF,
                                        1,
                                        Optional.empty(),
                                        Optional.of("NEW"))));
        assertThat(Status.UNHEARD_OF.isFinal()).isFalse();
    }

    @Test
    void theCodesAreRevealed() throws Exception {
        server.on("GET /v1/cards/" + ORDER, 200, "{\"cards\":[{\"code\":\"a\"},{\"code\":\"b\"}]}");

        assertThat(storefront.reveal(TICKET)).isEqualTo(new Answer.Ok<>(List.of("a", "b")));
    }

    @Test
    void theCatalogueIsReadToItsEnd() throws Exception {
        server.on(
                        "GET /v1/catalog?limit=1000",
                        200,
                        "{\"products\":[{\"sku\":\"A\",\"available\":1}],\"next\":\"a=b\"}")
                .on(
                        "GET /v1/catalog?limit=1000&after=a%3Db",
                        200, "{\"products\":[{\"sku\":\"B\",\"available\":2}],\"next\":null}");

        assertThat(storefront.available())
                .isEqualTo(new Answer.Ok<>(Map.of(new Sku("A"), 1L, new Sku("B"), 2L)));
    }

    @Test
    void halfACatalogueIsNone() throws Exception {
        server.on("GET /v1/catalog?limit=1000", 200, "{\"products\":[],\"next\":\"A\"}")
                .on("GET /v1/catalog?limit=1000&after=A", 503, "{}");

        assertThat(storefront.available()).isEqualTo(new Answer.Later<>("status 503"));
    }

    @Test
    void neitherKeysNorTokensStandInALog() {
        Receipt receipt = new Receipt(ORDER, "secret", new Money(1, "CNY"));

        assertThat(server.access() + " " + receipt + " " + receipt.ticket())
                .contains(ORDER.toString())
                .doesNotContain("shop-key", "operator-token", "secret");
    }
}
