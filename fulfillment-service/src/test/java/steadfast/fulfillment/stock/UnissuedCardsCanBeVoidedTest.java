package steadfast.fulfillment.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class UnissuedCardsCanBeVoidedTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;

    @Test
    void unissuedCardsCanBeVoidedAndAreToldAndAudited() {
        Sku sku = shop.newSku();
        String importId =
                shop.upload(sku, "text/csv", shop.codes(sku, 0, 5)).extract().path("importId");
        String card =
                shop.query("select id::text from card where sku = ? limit 1", sku.value())
                        .getFirst();

        voids(sku, Map.of("cardIds", List.of(card), "reason", "leaked"))
                .statusCode(200)
                .body("supply", equalTo(4));
        voids(sku, Map.of("cardIds", List.of(card), "reason", "again"))
                .statusCode(409)
                .body("type", equalTo("urn:steadfast:problem:not-voidable"));
        long last =
                voids(sku, Map.of("importId", importId, "reason", "recalled"))
                        .statusCode(200)
                        .body("supply", equalTo(0))
                        .extract()
                        .path("version");

        assertThat(available(sku)).isZero();
        assertThat(levelsUpTo(sku, last)).last().isEqualTo(new StockLevel(sku, last, 0));
        assertThat(
                        shop.query(
                                "select who || ' ' || cards || ' ' || reason from stock_change"
                                        + " where sku = ? and action = 'VOID' order by id",
                                sku.value()))
                .containsExactly("test-operator 1 leaked", "test-operator 4 recalled");
    }

    @Test
    void aVoidingIsAllOrNothingAndNeedsAReason() {
        Sku sku = shop.newSku();
        shop.stock(sku, 2);
        List<String> cards = shop.query("select id::text from card where sku = ?", sku.value());

        voids(
                        sku,
                        Map.of(
                                "cardIds",
                                List.of(cards.getFirst(), UUID.randomUUID().toString()),
                                "reason",
                                "x"))
                .statusCode(409);
        voids(sku, Map.of("cardIds", cards, "reason", " "))
                .statusCode(400)
                .body("field", equalTo("reason"));
        voids(sku, Map.of("cardIds", cards, "importId", cards.getFirst(), "reason", "x"))
                .statusCode(400)
                .body("field", equalTo("cardIds"));

        assertThat(available(sku)).isEqualTo(2);
    }

    @Test
    void theStandingsCountEveryCard() {
        Sku sku = shop.newSku();
        shop.stock(sku, 5);
        String card =
                shop.query("select id::text from card where sku = ? limit 1", sku.value())
                        .getFirst();
        long version =
                voids(sku, Map.of("cardIds", List.of(card), "reason", "leaked"))
                        .statusCode(200)
                        .extract()
                        .path("version");

        Map<String, Object> standing =
                given().header("Authorization", TestShop.OPERATOR)
                        .get("/v1/stock?limit=1000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("standings.find { it.sku == '%s' }".formatted(sku));

        assertThat(standing)
                .isEqualTo(
                        Map.of(
                                "sku",
                                sku.value(),
                                "version",
                                version,
                                "supply",
                                4,
                                "available",
                                4,
                                "issued",
                                0,
                                "voided",
                                1,
                                "waitingOrders",
                                0));
    }

    private ValidatableResponse voids(Sku sku, Map<String, Object> body) {
        return given().header("Authorization", TestShop.OPERATOR)
                .contentType("application/json")
                .body(body)
                .post("/v1/stock/{sku}/voids", sku.value())
                .then();
    }

    private int available(Sku sku) {
        return shop.count(
                "select count(*) from card where sku = ? and status = 'AVAILABLE'", sku.value());
    }

    private List<StockLevel> levelsUpTo(Sku sku, long version) {
        try (TestRecords records = TestRecords.ofApplication()) {
            records.await(
                    "stock-levels",
                    record ->
                            record.is("StockLevel", sku.value())
                                    && level(record).version() == version,
                    LIMIT);
            return records.all("stock-levels", sku.value()).stream().map(this::level).toList();
        }
    }

    private StockLevel level(TestRecord record) {
        return (StockLevel) shop.read(record);
    }
}
