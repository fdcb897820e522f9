package steadfast.order.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import steadfast.order.ShopTest;

@QuarkusTest
class OldKeysAreForgottenTest extends ShopTest {

    @Inject DataSource dataSource;
    @Inject IdempotencyKeyCleanup sweep;

    @Test
    void aKeyIsKeptForThirtyDaysAndNoLonger() throws SQLException {
        String storefront = "sweep-" + UUID.randomUUID();
        insert(storefront, "old", "30 days 1 minute", 1500);
        insert(storefront, "young", "29 days 23 hours", 3);

        sweep.sweep();

        assertThat(keys(storefront, false)).containsExactly("young-1", "young-2", "young-3");
    }

    @Test
    void aViewTokenIsKeptForADayAndNoLonger() throws SQLException {
        String storefront = "sweep-" + UUID.randomUUID();
        insert(storefront, "old", "24 hours 1 minute", 1500);
        insert(storefront, "young", "23 hours", 3);

        sweep.sweep();

        assertThat(keys(storefront, true)).containsExactly("young-1", "young-2", "young-3");
        assertThat(keys(storefront, false)).hasSize(1503);
    }

    private void insert(String storefront, String name, String age, int keys) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into idempotency_key
                                select storefront, sha256(convert_to(name || n, 'UTF8')), name || '-' || n,
                                    gen_random_uuid(), '{}', 'sealed', now() - age::interval
                                from (values (?, ?, ?)) of_all (storefront, name, age), generate_series(1, ?) n\
                                """)) {
            insert.setString(1, storefront);
            insert.setString(2, name);
            insert.setString(3, age);
            insert.setInt(4, keys);
            insert.executeUpdate();
        }
    }

    private List<String> keys(String storefront, boolean onlyWithToken) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                """
                                select request_sha256 from idempotency_key
                                where storefront = ? and (sealed_token is not null or not ?)
                                order by request_sha256\
                                """)) {
            select.setString(1, storefront);
            select.setBoolean(2, onlyWithToken);
            List<String> keys = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    keys.add(found.getString(1));
                }
            }
            return keys;
        }
    }
}
