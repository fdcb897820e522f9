package steadfast.order.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class TheCatalogueIsReadPageByPageTest extends ShopTest {

    static final int MANY = 1001;

    @Inject DataSource dataSource;

    @BeforeEach
    void listMany() throws SQLException {
        withoutTriggers(
                """
                insert into product (sku, title, price_minor, currency)
                select 'PAGED-' || i, 'Paged', 1, 'EUR' from generate_series(1, %s) i\
                """
                        .formatted(MANY));
    }

    @AfterEach
    void unlistThem() throws SQLException {
        execute("delete from product where sku like 'PAGED-%'");
    }

    @Test
    void nothingIsCutAndNothingComesTwice() {
        List<String> read = readAll(100);

        assertThat(read).doesNotHaveDuplicates();
        assertThat(read.stream().filter(sku -> sku.startsWith("PAGED-"))).hasSize(MANY);
    }

    @Test
    void aPageHoldsAsManyAsAskedForAndSaysWhereTheNextOneIs() {
        JsonPath usual = Shop.storefront().get("/v1/catalog").then().extract().jsonPath();
        JsonPath largest = Shop.catalog(1000, null).then().extract().jsonPath();

        assertThat(usual.getList("products")).hasSize(100);
        assertThat(usual.getString("next")).isNotNull();
        assertThat(largest.getList("products")).hasSize(1000);
        assertThat(Shop.catalog(1000, largest.getString("next")).then().extract().jsonPath())
                .satisfies(last -> assertThat(last.getList("products")).isNotEmpty());
    }

    @Test
    void aProductThatIsListedMeanwhileMovesNoOther() throws SQLException {
        JsonPath first = Shop.catalog(500, null).then().extract().jsonPath();
        withoutTriggers(
                """
                insert into product (sku, title, price_minor, currency)
                values ('0', 'First', 1, 'EUR'), ('zzzz', 'Last', 1, 'EUR')\
                """);

        List<String> rest = readFrom(500, first.getString("next"));

        execute("delete from product where sku in ('0', 'zzzz')");
        assertThat(rest)
                .contains("zzzz")
                .doesNotContainAnyElementsOf(first.getList("products.sku"));
    }

    @Test
    void theLastPageHasNoNext() {
        String last = Shop.catalog(1000, null).then().extract().jsonPath().getString("next");

        Shop.catalog(1000, last).then().statusCode(200).body("$", not(hasKey("next")));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=1001,limit",
        "limit=x,limit",
        "after=%00,after",
        "after=!!,after",
        "after=LWJhZA,after",
        "after=AA,after",
    })
    void whatNoPageSaidIsRefused(String query, String field) {
        Shop.storefront()
                .urlEncodingEnabled(false)
                .get("/v1/catalog?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", is(field));
    }

    private static List<String> readAll(int limit) {
        return readFrom(limit, null);
    }

    private static List<String> readFrom(int limit, @Nullable String after) {
        List<String> skus = new ArrayList<>();
        @Nullable String next = after;
        do {
            JsonPath page = Shop.catalog(limit, next).then().statusCode(200).extract().jsonPath();
            skus.addAll(page.getList("products.sku", String.class));
            next = page.getString("next");
        } while (next != null);
        return skus;
    }

    /** Past the audit, as only a superuser can: else they could not be removed again. */
    private void withoutTriggers(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            statement.execute(sql);
            connection.commit();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
