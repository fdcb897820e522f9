package steadfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadfast.events.Money;
import steadfast.events.OrderId;
import steadfast.events.Sku;

class OperatorTest {

    private static final String ORDER = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final Sku STEAM = new Sku("STEAM-50");

    private ScriptedServer server;
    private ShopHttp http;
    private Operator operator;

    @BeforeEach
    void aShop() throws Exception {
        server = new ScriptedServer();
        http = new ShopHttp();
        operator = new Operator(http, server.access());
    }

    @AfterEach
    void closed() {
        http.close();
        server.close();
    }

    @Test
    void aProductIsListedWithItsPrice() throws Exception {
        operator.list(STEAM, "Steam \"50\"", new Money(5_000, "USD"));

        ScriptedServer.Request sent = server.only();
        assertThat(sent.line()).isEqualTo("PUT /v1/catalog/STEAM-50");
        assertThat(sent.header("Authorization")).isEqualTo("Bearer operator-token");
        assertThat(sent.body())
                .isEqualTo(
                        "{\"title\":\"Steam \\\"50\\\"\",\"price\":{\"amountMinor\":5000,\"currency\":\"USD\"}}");
    }

    @Test
    void codesAreImportedOnePerLine() throws Exception {
        operator.importCodes(STEAM, List.of("a", "b"));

        ScriptedServer.Request sent = server.only();
        assertThat(sent.line()).isEqualTo("POST /v1/stock/STEAM-50");
        assertThat(sent.header("Content-type")).isEqualTo("application/x-ndjson");
        assertThat(sent.body()).isEqualTo("{\"code\":\"a\"}\n{\"code\":\"b\"}\n");
    }

    @Test
    void aCaseIsReadWithItsTimes() throws Exception {
        server.on(
                "GET /v1/cases?status=closed&limit=200",
                200,
                """
                {"cases":[{"caseId":"7","orderId":"%s","openedAt":"2026-01-01T00:00:45Z","closedAt":"2026-01-01T00:00:50Z"}],"next":null}\
                """
                        .formatted(ORDER));

        assertThat(operator.cases("closed"))
                .isEqualTo(
                        new Answer.Ok<>(
                                List.of(
                                        new OpenedCase(
                                                "7",
                                                OrderId.parse(ORDER),
                                                Instant.parse("2026-01-01T00:00:45Z"),
                                                Optional.of(
                                                        Instant.parse("2026-01-01T00:00:50Z"))))));
    }
}
