package steadfast.order.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class TheCatalogueFollowsTheStockTest extends ShopTest {

    @Test
    void aListedProductShowsItsPriceAndHowManyThereAre() {
        String sku = shop.product(7);

        Response catalog = Shop.storefront().get("/v1/catalog");

        catalog.then()
                .statusCode(200)
                .body("find { it.sku == '%s' }.title".formatted(sku), is("Test card"))
                .body("find { it.sku == '%s' }.price.amountMinor".formatted(sku), is(1250))
                .body("find { it.sku == '%s' }.available".formatted(sku), is(7));
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

    @Test
    void aLevelThatComesBeforeItsProductIsListedIsKept() {
        String sku = "T-" + UUID.randomUUID();
        shop.supply(sku, 1, 5);
        String marker = shop.product(1);
        assertThat(Shop.available(marker)).isEqualTo(1);
        assertThat(Shop.storefront().get("/v1/catalog").asString()).doesNotContain(sku);

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
                "A-1|{\"title\":\" \",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":0,\"currency\":\"EUR\"}}",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":-1,\"currency\":\"EUR\"}}",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"euro\"}}",
                "A-1|{\"title\":\"t\",\"price\":{\"amountMinor\":100000000001,\"currency\":\"EUR\"}}",
                "A-1|{\"title\":\"t\"}",
                "-bad|{\"title\":\"t\",\"price\":{\"amountMinor\":1,\"currency\":\"EUR\"}}",
            })
    void aListingThatMakesNoSenseIsRefused(String sku, String body) {
        put(sku, body).then().statusCode(400).contentType("application/problem+json");
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
