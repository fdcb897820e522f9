package steadfast.fulfillment.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadfast.events.OrderId;
import steadfast.events.Sku;
import steadfast.fulfillment.TestShop;
import steadfast.testkit.RealBrokerAndDatabase;

@QuarkusTest
@QuarkusTestResource(RealBrokerAndDatabase.class)
class NoListIsCutInSilenceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject TestShop shop;

    @Test
    void unsoldCardsAreListedInPagesWithoutTheirCodes() {
        Sku sku = shop.newSku();
        String first = imported(sku, 5);
        shop.upload(sku, "text/csv", shop.codes(sku, 5, 2)).statusCode(200);
        shop.issued(sku, 1);

        List<String> listed = new ArrayList<>();
        String after = null;
        int pages = 0;
        do {
            Map<String, Object> query = new HashMap<>(Map.of("limit", 4));
            if (after != null) {
                query.put("after", after);
            }
            String page = list(sku, query);
            assertThat(page).doesNotContain(sku + "-");
            listed.addAll(JsonPath.from(page).getList("cards.cardId"));
            after = JsonPath.from(page).getString("next");
            pages++;
        } while (after != null);

        assertThat(pages).isEqualTo(2);
        assertThat(listed)
                .containsExactlyElementsOf(
                        shop.query(
                                "select id::text from card where sku = ? and status = 'AVAILABLE' order by id",
                                sku.value()));
        given().header("Authorization", TestShop.OPERATOR)
                .queryParam("importId", first)
                .get("/v1/stock/{sku}/cards", sku.value())
                .then()
                .statusCode(200)
                .body("cards.size()", equalTo(4))
                .body("cards[0].sku", equalTo(sku.value()))
                .body("cards[0].state", equalTo("available"))
                .body("cards[0].importId", equalTo(first));
    }

    @Test
    void everySkuIsOnOnePageOfTheLevelsAlsoOneThatIsOnlyWaitedFor() {
        List<Sku> skus = List.of(shop.newSku(), shop.newSku(), shop.newSku());
        skus.subList(0, 2).forEach(sku -> imported(sku, 1));
        OrderId waiting = shop.pay(skus.getLast(), 1);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.status(waiting)).isEqualTo("WAITING"));

        List<String> found = new ArrayList<>();
        String after = null;
        do {
            var request = given().header("Authorization", TestShop.OPERATOR).queryParam("limit", 7);
            if (after != null) {
                request.queryParam("after", after);
            }
            var page = request.get("/v1/stock").then().statusCode(200).extract().jsonPath();
            found.addAll(page.getList("standings.sku"));
            after = page.getString("next");
        } while (after != null);

        assertThat(found).doesNotHaveDuplicates();
        assertThat(found).containsAll(skus.stream().map(Sku::value).toList());
    }

    @Test
    void aWrongQuestionIsNamedByItsField() {
        Sku sku = shop.newSku();

        for (String query : List.of("limit=0", "limit=1001", "after=nonsense", "importId=7")) {
            given().header("Authorization", TestShop.OPERATOR)
                    .get("/v1/stock/" + sku + "/cards?" + query)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo(query.substring(0, query.indexOf('='))));
        }
        given().header("Authorization", TestShop.STOREFRONT)
                .get("/v1/stock/{sku}/cards", sku.value())
                .then()
                .statusCode(403);
    }

    private String list(Sku sku, Map<String, Object> query) {
        return given().header("Authorization", TestShop.OPERATOR)
                .queryParams(query)
                .get("/v1/stock/{sku}/cards", sku.value())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String imported(Sku sku, int count) {
        return shop.upload(sku, "text/csv", shop.codes(sku, 0, count))
                .statusCode(200)
                .extract()
                .path("importId");
    }
}
