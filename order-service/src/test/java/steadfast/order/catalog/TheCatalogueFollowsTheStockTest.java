package steadfast.order.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class TheCatalogueFollowsTheStockTest extends ShopTest {

    private static final long HOUR = 3_600_000;

    @Inject DataSource database;

    @Test
    void aListedProductShowsItsPriceAndHowManyThereAre() {
        String sku = shop.product(7);

        Response catalog = Shop.catalog(1000, null);

        String product = "products.find { it.sku == '%s' }".formatted(sku);
        catalog.then()
                .statusCode(200)
                .body(product + ".title", is("Test card"))
                .body(product + ".price.amountMinor", is(1250))
                .body(product + ".onSale", is(true))
                .body(product + ".available", is(7));
    }

    @Test
    void anOlderLevelIsIgnored() {
        String sku = shop.product(7);
        shop.supply(sku, 3, 20);
        await().atMost(Shop.LIMIT).until(() -> Shop.available(sku) == 20);

        shop.supply(sku, 2, 10);
        shop.supply(sku, 3, 11);
        shop.supply(sku, 4, 21);

        await().atMost(Shop.LIMIT)
                .failFast(() -> Shop.available(sku) == 10 || Shop.available(sku) == 11)
                .until(() -> Shop.available(sku) == 21);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, HOUR})
    void aLevelThatLiesAheadIsBuriedAndTheNextGenuineOneCounts(long ahead) {
        String sku = shop.product(7);
        long now = System.currentTimeMillis();

        shop.supply(sku, ahead == HOUR ? now + HOUR : ahead, 1_000_000);
        shop.supply(sku, now, 21);

        await().atMost(Shop.LIMIT)
                .failFast(() -> Shop.available(sku) == 1_000_000)
                .until(() -> Shop.available(sku) == 21);
        await().atMost(Shop.LIMIT).until(() -> !records.all("order-service.dlt", sku).isEmpty());
        assertThat(records.all("order-service.dlt", sku).getFirst().headers())
                .containsEntry("failure-kind", "level-ahead");
    }

    @Test
    void aVersionThatWasBelievedBeforeVersionsWereCheckedHoldsUpNoLaterOne() throws Exception {
        String sku = shop.product(7);
        try (Connection connection = database.getConnection();
                PreparedStatement forge =
                        connection.prepareStatement(
                                "update product set level_version = ? where sku = ?")) {
            forge.setLong(1, Long.MAX_VALUE);
            forge.setString(2, sku);
            forge.executeUpdate();
        }

        shop.supply(sku, System.currentTimeMillis(), 21);

        await().atMost(Shop.LIMIT).until(() -> Shop.available(sku) == 21);
    }

    @Test
    void aLevelThatComesBeforeItsProductIsListedIsKept() {
        String sku = "T-" + UUID.randomUUID();
        shop.supply(sku, 1, 5);
        String marker = shop.product(1);
        assertThat(Shop.available(marker)).isEqualTo(1);
        assertThat(Shop.available(sku)).isEqualTo(-1);

        shop.list(sku);

        await().atMost(Shop.LIMIT).until(() -> Shop.available(sku) == 5);
    }

    @Test
    void aNewPriceIsForOrdersToCome() {
        String sku = shop.product(5);
        Shop.Order before = Shop.order(sku, 1);
        put(sku, "{\"title\":\"Dearer\",\"price\":{\"amountMinor\":9999,\"currency\":\"EUR\"}}")
                .then()
                .statusCode(200)
                .body("available", is(4));

        Shop.Order after = Shop.order(sku, 1);

        before.shown().then().body("total.amountMinor", is(1250));
        after.shown().then().body("total.amountMinor", is(9999));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A-1|{\"title\":\" \",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|title",
                "A-1|{\"title\":\"a\\u0000b\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|title",
                "A-1|{\"title\":\"\\ud800\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|title",
                "A-1|{\"title\":\"a\\nb\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|title",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":0,\"currency\":\"EUR\"}}|price.amountMinor",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":-1,\"currency\":\"EUR\"}}|price.amountMinor",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":100000000001,\"currency\":\"EUR\"}}|price.amountMinor",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"euro\"}}|price.currency",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"RMB\"}}|price.currency",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"XXX\"}}|price.currency",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"CNH\"}}|price.currency",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"ABC\"}}|price.currency",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"\\u0000\"}}|price.currency",
                "A-1|{\"title\":\"t\"}|price",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"},\"onSale\":\"no\"}|onSale",
                "-bad|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|sku",
                "a%00b|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}|sku",
            })
    void aListingThatMakesNoSenseIsRefusedAndTheFieldNamed(String sku, String body, String field) {
        Shop.operator()
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/catalog/" + sku)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steadfast:problem:invalid-field"))
                .body("field", is(field));
    }

    @Test
    void onlyAnOperatorListsAndOnlyAStorefrontReads() {
        Shop.storefront()
                .contentType(ContentType.JSON)
                .body("{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}")
                .put("/v1/catalog/A-1")
                .then()
                .statusCode(403);
        Shop.operator().get("/v1/catalog").then().statusCode(403);
    }

    private static Response put(String sku, String body) {
        return Shop.operator().contentType(ContentType.JSON).body(body).put("/v1/catalog/" + sku);
    }
}
