package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class OnlyAYoungRepeatTellsTheTokenTest extends ShopTest {

    @Inject DataSource dataSource;
    @Inject IdempotencyKeyCleanup sweep;

    @Test
    void aRepeatWithinADayHasTheToken() throws SQLException {
        String sku = shop.product(5);
        String key = UUID.randomUUID().toString();
        Response first = Shop.submit(key, sku, 1, "card");
        age(first.path("orderId"), "23 hours");
        sweep.sweep();

        Response again = Shop.submit(key, sku, 1, "card");

        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void aLaterRepeatHasTheSameAnswerWithoutIt() throws SQLException {
        String sku = shop.product(5);
        String key = UUID.randomUUID().toString();
        Response first = Shop.submit(key, sku, 1, "card");
        age(first.path("orderId"), "24 hours 1 second");

        Response again = Shop.submit(key, sku, 1, "card");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        String viewToken = "\"viewToken\":\"" + first.path("viewToken") + "\",";
        assertThat(again.asString()).isEqualTo(first.asString().replace(viewToken, ""));
        assertThat(again.asString()).doesNotContain("viewToken");
        assertThat(Shop.available(sku)).isEqualTo(4);
    }

    @Test
    void theTokenStaysAwayAfterItWasForgotten() throws SQLException {
        String sku = shop.product(5);
        String key = UUID.randomUUID().toString();
        Response first = Shop.submit(key, sku, 1, "card");
        age(first.path("orderId"), "24 hours 1 minute");
        sweep.sweep();
        age(first.path("orderId"), "-24 hours");

        Response again = Shop.submit(key, sku, 1, "card");

        assertThat(again.<String>path("orderId")).isEqualTo(first.path("orderId"));
        assertThat(again.asString()).doesNotContain("viewToken");
    }

    @Test
    void theTableHoldsNeitherTheTokenNorTheKey() throws SQLException {
        String sku = shop.product(5);
        String key = UUID.randomUUID().toString();
        Response order = Shop.submit(key, sku, 1, "card");

        String row = row(order.path("orderId"));

        assertThat(row).contains(order.<String>path("orderId"));
        String viewToken = order.path("viewToken");
        for (String secret : List.of(viewToken, key)) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(row)
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(bytes))
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        }
        byte[] bits = Base64.getUrlDecoder().decode(viewToken);
        assertThat(row).doesNotContain(HexFormat.of().formatHex(bits));
    }

    @Test
    void whatStoodInTheClearIsGone() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select to_regclass('idempotency_key_before')");
                ResultSet found = select.executeQuery()) {
            found.next();
            assertThat(found.getString(1)).isNull();
        }
    }

    /** Lets the answer have been given so long ago. */
    private void age(String orderId, String by) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                """
                                update idempotency_key set created_at = created_at - ?::interval
                                where order_id = ?::uuid\
                                """)) {
            update.setString(1, by);
            update.setString(2, orderId);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private String row(String orderId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select k::text from idempotency_key k where order_id = ?::uuid")) {
            select.setString(1, orderId);
            try (ResultSet found = select.executeQuery()) {
                assertThat(found.next()).isTrue();
                return found.getString(1);
            }
        }
    }
}
