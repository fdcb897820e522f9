package steadfast.order.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.order.Shop;
import steadfast.order.ShopTest;
import steadfast.testkit.ManagementPort;
import steadfast.testkit.rules.ChangesByPeople;

@QuarkusTest
class EveryChangeByAPersonIsOnRecordTest extends ShopTest {

    @Inject DataSource dataSource;

    private String sku = "";

    @BeforeEach
    void newProduct() {
        sku = "T-" + UUID.randomUUID();
    }

    @Test
    void onlyTheCatalogueIsChangedByPeople() {
        // A new operation needs a test below that finds its audit row.
        assertThat(ChangesByPeople.in("steadfast.order")).containsExactly("CatalogResource.put");
    }

    @Test
    void aNewProductIsOnRecordWithWhoListedIt() {
        put(5000, true).then().statusCode(200);

        JsonPath change = changes();

        assertThat(change.getList("changes")).hasSize(1);
        assertThat(change.getString("changes[0].who")).isEqualTo("olga");
        assertThat(change.getString("changes[0].at")).isNotNull();
        assertThat(change.<Object>get("changes[0].before")).isNull();
        assertThat(change.getMap("changes[0].after")).isEqualTo(listing(5000, true));
    }

    @Test
    void aPriceThatIsLoweredAndRaisedAgainLeavesBoth() {
        put(5000, true);
        put(1, true);
        put(5000, true);

        JsonPath change = changes();

        assertThat(change.getMap("changes[1].before")).isEqualTo(listing(5000, true));
        assertThat(change.getMap("changes[1].after")).isEqualTo(listing(1, true));
        assertThat(change.getMap("changes[0].before")).isEqualTo(listing(1, true));
        assertThat(change.getMap("changes[0].after")).isEqualTo(listing(5000, true));
    }

    @Test
    void takingOffSaleIsAChangeToo() {
        put(5000, true);
        put(5000, false);

        assertThat(changes().getMap("changes[0].after")).isEqualTo(listing(5000, false));
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        put(5000, true);

        put(0, true).then().statusCode(400);

        assertThat(changes().getList("changes")).hasSize(1);
    }

    @Test
    void manyChangesAtOnceFollowOneAnother() throws Exception {
        put(1, true);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Response>> calls =
                    IntStream.rangeClosed(2, 25)
                            .<Callable<Response>>mapToObj(price -> () -> put(price, true))
                            .toList();
            for (Future<Response> answer : threads.invokeAll(calls)) {
                answer.get().then().statusCode(200);
            }
        }

        List<Map<String, Object>> all = changes().getList("changes");

        assertThat(all).hasSize(25);
        for (int i = 0; i + 1 < all.size(); i++) {
            assertThat(all.get(i).get("before")).isEqualTo(all.get(i + 1).get("after"));
        }
    }

    @Test
    void theyAreReadPageByPage() {
        IntStream.rangeClosed(1, 5).forEach(price -> put(price, true));

        JsonPath first = page(2, null).then().statusCode(200).extract().jsonPath();
        JsonPath second = page(2, first.getString("next")).jsonPath();
        JsonPath third = page(2, second.getString("next")).jsonPath();

        assertThat(first.getList("changes.after.price.amountMinor")).isEqualTo(List.of(5, 4));
        assertThat(second.getList("changes.after.price.amountMinor")).isEqualTo(List.of(3, 2));
        assertThat(third.getList("changes.after.price.amountMinor")).isEqualTo(List.of(1));
        assertThat(third.getString("next")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "٣", "9999999999999999999"})
    void aPageThatNobodyNamedIsRefused(String after) {
        Response refused = page(2, after);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("field")).isEqualTo("after");
    }

    @Test
    void aStorefrontDoesNotReadThem() {
        Shop.storefront().get("/v1/catalog/" + sku + "/changes").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update product_change set who = 'nobody'",
                "delete from product_change",
                "truncate product_change"
            })
    void whatIsOnRecordStays(String sql) {
        put(5000, true);

        assertThatThrownBy(() -> execute(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"product_change", "access_change", "late_money_policy"})
    void eachRowHasItsEntryInTheChain(String table) {
        put(5000, true);

        // The start's own rows of access are written beside it.
        await().atMost(Shop.LIMIT)
                .untilAsserted(() ->
                        assertThat(
                                        query(
                                                """
                                                select count(*) > 0 and count(*) = (
                                                    select count(*) from audit_chain where source = '%1$s')
                                                from %1$s\
                                                """
                                                        .formatted(table)))
                                .isEqualTo("t"));
    }

    @Test
    void whatIsWrongWithTheChainWouldBeTold() {
        // The first check runs beside the start.
        await().atMost(Shop.LIMIT)
                .untilAsserted(() ->
                        given().get(ManagementPort.at("/q/health/well"))
                                .then()
                                .body("checks.find{it.name=='audit'}.status", is("UP"))
                                .body("checks.find{it.name=='audit'}.data", hasKey("entries")));
    }

    @Test
    void aChangeBySqlIsOnRecordUnderTheNameOfItsRole() throws SQLException {
        put(5000, true);
        execute("update product set price_minor = 1, on_sale = false where sku = '" + sku + "'");

        JsonPath change = changes();

        assertThat(change.getList("changes")).hasSize(2);
        assertThat(change.getString("changes[0].who")).isEqualTo("sql:" + query("select user"));
        assertThat(change.getMap("changes[0].before")).isEqualTo(listing(5000, true));
        assertThat(change.getMap("changes[0].after")).isEqualTo(listing(1, false));
    }

    @Test
    void aProductThatSqlListsIsOnRecordToo() throws SQLException {
        execute(
                """
                insert into product (sku, title, price_minor, currency)
                values ('%s', 'Test card', 1, 'EUR')\
                """
                        .formatted(sku));

        JsonPath change = changes();

        assertThat(change.getList("changes")).hasSize(1);
        assertThat(change.<Object>get("changes[0].before")).isNull();
        assertThat(change.getMap("changes[0].after")).isEqualTo(listing(1, true));
    }

    @Test
    void aTableOfTheCallersOwnHidesNoChange() throws SQLException {
        put(5000, true);
        execute(
                """
                begin;
                create temporary table product_change on commit drop as
                    select 9 as id, '%1$s' as sku, jsonb_build_object('title', 'Test card', 'price',
                        jsonb_build_object('amountMinor', 1, 'currency', 'EUR'), 'onSale', true) as after;
                update public.product set price_minor = 1 where sku = '%1$s';
                commit\
                """
                        .formatted(sku));

        assertThat(changes().getList("changes")).hasSize(2);
    }

    @Test
    void aListedProductIsNotUnlistedBySql() {
        put(5000, true);

        assertThatThrownBy(() ->
                        execute(
                                "update product set title = null, price_minor = null, currency = null where sku = '"
                                        + sku
                                        + "'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("stays listed");
    }

    @Test
    void whatOrdersChangeOfAProductIsNobodysChange() throws SQLException {
        put(5000, true);

        execute("update product set supply = 5, held = 1 where sku = '" + sku + "'");

        assertThat(changes().getList("changes")).hasSize(1);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Response put(int price, boolean onSale) {
        return Shop.operator()
                .contentType(ContentType.JSON)
                .body(
                        "{\"title\":\"Test card\",\"price\":{\"amountMinor\":%d,\"currency\":\"EUR\"},\"onSale\":%s}"
                                .formatted(price, onSale))
                .put("/v1/catalog/" + sku);
    }

    private static Map<String, Object> listing(int price, boolean onSale) {
        return Map.of(
                "title",
                "Test card",
                "price",
                Map.of("amountMinor", price, "currency", "EUR"),
                "onSale",
                onSale);
    }

    private JsonPath changes() {
        return page(100, null).then().statusCode(200).extract().jsonPath();
    }

    private Response page(int limit, @Nullable String after) {
        var request = Shop.operator().queryParam("limit", limit);
        return (after == null ? request : request.queryParam("after", after))
                .get("/v1/catalog/" + sku + "/changes");
    }
}
