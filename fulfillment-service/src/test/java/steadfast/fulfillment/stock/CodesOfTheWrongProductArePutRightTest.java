package steadfast.fulfillment.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.events.StockLevel;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class CodesOfTheWrongProductArePutRightTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;

    @Test
    void whatWasVoidedUnseenMayComeAgainForAnySku() {
        Sku wrong = shop.newSku();
        Sku right = shop.newSku();
        String importId = imported(wrong, 3);
        shop.change(wrong, "voids", Map.of("importId", importId, "reason", "wrong product"))
                .statusCode(200);

        shop.upload(right, "text/csv", shop.codes(wrong, 0, 2)).statusCode(200);
        shop.upload(wrong, "text/csv", shop.codes(wrong, 2, 1)).statusCode(200);

        assertThat(unsold(right)).isEqualTo(2);
        shop.upload(right, "text/csv", shop.codes(wrong, 0, 3))
                .statusCode(422)
                .body("refusedTotal", equalTo(3));
        assertThat(codesOf(shop.issued(right, 2))).containsExactly(wrong + "-0", wrong + "-1");
    }

    @Test
    void whatWasShownNeverComesAgain() {
        Sku sku = shop.newSku();
        imported(sku, 1);
        shop.issued(sku, 1);

        shop.upload(shop.newSku(), "text/csv", shop.codes(sku, 0, 1))
                .statusCode(422)
                .body("refused.reason", contains("duplicate-of-stock"));
    }

    @Test
    void movedCardsAreSoldAsTheOtherProductAndBothLevelsAreTold() {
        Sku wrong = shop.newSku();
        Sku right = shop.newSku();
        String importId = imported(wrong, 5);
        OrderId waiting = shop.pay(right, 2);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.status(waiting)).isEqualTo("WAITING"));

        String moveId =
                shop.change(wrong, "moves", move(right, "importId", importId))
                        .statusCode(200)
                        .body("moved", equalTo(5))
                        .body("from.supply", equalTo(0))
                        .body("to.sku", equalTo(right.value()))
                        .body("to.supply", equalTo(5))
                        .extract()
                        .path("importId");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.status(waiting)).isEqualTo("ISSUED"));
        assertThat(codesOf(waiting)).containsExactly(wrong + "-0", wrong + "-1");
        assertThat(levels(wrong)).last().extracting(StockLevel::supply).isEqualTo(0L);
        assertThat(levels(right)).last().extracting(StockLevel::supply).isEqualTo(5L);
        assertThat(
                        shop.query(
                                "select who || ' ' || action || ' ' || cards || ' ' || reason || ' ' || (counterpart ="
                                        + " ?::uuid) from stock_change where sku = ? and action = 'MOVE_OUT'",
                                moveId,
                                wrong.value()))
                .containsExactly("test-operator MOVE_OUT 5 wrong product true");
        assertThat(
                        shop.query(
                                "select action || ' ' || cards from stock_change where id = ?::uuid and sku = ?",
                                moveId,
                                right.value()))
                .containsExactly("MOVE_IN 5");
        // What was moved can be moved back: nothing of it was lost.
        shop.change(right, "moves", move(wrong, "importId", moveId))
                .statusCode(200)
                .body("moved", equalTo(3));
    }

    @Test
    void cardsAreMovedAndVoidedByTheirCodes() {
        Sku wrong = shop.newSku();
        Sku right = shop.newSku();
        imported(wrong, 4);

        shop.change(wrong, "moves", move(right, "codes", List.of(wrong + "-3", wrong + "-1")))
                .statusCode(200)
                .body("moved", equalTo(2));
        shop.change(wrong, "voids", Map.of("codes", List.of(wrong + "-0"), "reason", "leaked"))
                .statusCode(200)
                .body("supply", equalTo(1));

        assertThat(codesOf(shop.issued(right, 2)))
                .containsExactlyInAnyOrder(wrong + "-1", wrong + "-3");
        assertThat(codesOf(shop.issued(wrong, 1))).containsExactly(wrong + "-2");
    }

    @Test
    void aChangeIsAllOrNothingAndSaysWhichOnesAreInTheWay() {
        Sku sku = shop.newSku();
        Sku other = shop.newSku();
        imported(sku, 3);
        imported(other, 1);
        List<String> codes = List.of(sku + "-0", "UNKNOWN", sku + "-1", other + "-0", sku + "-2");

        for (String kind : List.of("voids", "moves")) {
            Map<String, Object> request = new HashMap<>(Map.of("codes", codes, "reason", "x"));
            if (kind.equals("moves")) {
                request.put("to", shop.newSku().value());
            }
            String answer =
                    shop.change(sku, kind, request)
                            .statusCode(409)
                            .body("type", equalTo("urn:steadfast:problem:not-voidable"))
                            .body("detail", containsString("2 of 5"))
                            .body("detail", containsString(": 2, 4."))
                            .extract()
                            .asString();
            assertThat(answer).doesNotContain(sku + "-0").doesNotContain("UNKNOWN");
        }

        assertThat(unsold(sku)).isEqualTo(3);
    }

    @Test
    void wrongQuestionsAreNamedByTheirField() {
        Sku sku = shop.newSku();
        imported(sku, 1);

        shop.change(sku, "moves", move(sku, "codes", List.of(sku + "-0")))
                .statusCode(400)
                .body("field", equalTo("to"));
        shop.change(sku, "voids", Map.of("codes", Arrays.asList(sku + "-0", null), "reason", "x"))
                .statusCode(400)
                .body("field", equalTo("codes[1]"));
        shop.change(sku, "voids", Map.of("reason", "x"))
                .statusCode(400)
                .body("field", equalTo("cardIds"));
        shop.change(sku, "voids", "{\"reason\":\"x\",\"codes\":[7]}")
                .statusCode(400)
                .body("field", equalTo("codes[0]"));
        shop.change(sku, "voids", "{\"reason\":\"x\"").statusCode(400);
        shop.change(sku, "voids", "").statusCode(400);
    }

    private static Map<String, Object> move(Sku to, String by, Object which) {
        return Map.of("to", to.value(), by, which, "reason", "wrong product");
    }

    private String imported(Sku sku, int count) {
        return shop.upload(sku, "text/csv", shop.codes(sku, 0, count))
                .statusCode(200)
                .extract()
                .path("importId");
    }

    private static List<String> codesOf(OrderId order) {
        return given().header("Authorization", TestShop.STOREFRONT)
                .header("View-Token", TestShop.VIEW_TOKEN)
                .get("/v1/cards/{orderId}", order.toString())
                .then()
                .statusCode(200)
                .extract()
                .path("cards.code");
    }

    private int unsold(Sku sku) {
        return shop.count(
                "select count(*) from card where sku = ? and status = 'AVAILABLE'", sku.value());
    }

    private List<StockLevel> levels(Sku sku) {
        long version =
                Long.parseLong(
                        shop.query("select version::text from stock where sku = ?", sku.value())
                                .getFirst());
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
