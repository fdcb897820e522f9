package steadfast.order.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadfast.http.access.AccessFileRead;
import steadfast.order.Shop;
import steadfast.order.ShopTest;

@QuarkusTest
class EveryChangeOfAccessIsOnRecordTest extends ShopTest {

    private static final String OLGA = "{\"operator.olga\": \"0011\"}";
    private static final String OLGA_AND_OTTO =
            "{\"operator.olga\": \"0011\", \"operator.otto\": \"2233\"}";

    @Inject AccessChanges changes;
    @Inject DataSource dataSource;

    @Test
    void theStartHasWrittenDownWhoMayEnter() {
        await().atMost(Shop.LIMIT)
                .untilAsserted(() ->
                        assertThat(query("select after from access_change order by id"))
                                .first()
                                .asString()
                                .contains("operator.olga", "storefront.corner-shop")
                                .doesNotContain(
                                        "21a41ec35ffe053418f5ebab652c9b4cb07a643a9100640d18"));
    }

    @Test
    void aChangeLeavesOneRowWithBeforeAndAfter() throws SQLException {
        changes.record(new AccessFileRead(Map.of("operator.olga", "0011"), "root"));
        int before = query("select id from access_change").size();

        Map<String, String> both = Map.of("operator.olga", "0011", "operator.otto", "2233");
        changes.record(new AccessFileRead(both, "deploy"));
        changes.record(new AccessFileRead(both, "deploy"));

        assertThat(
                        query(
                                "select who || ' ' || before || ' ' || after from access_change order by id offset "
                                        + before))
                .containsExactly("deploy " + OLGA + " " + OLGA_AND_OTTO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update access_change set who = 'nobody'",
                "delete from access_change",
                "truncate access_change"
            })
    void whatIsOnRecordStays(String sql) {
        changes.record(new AccessFileRead(Map.of("operator.olga", "0011"), "root"));

        assertThatThrownBy(() -> query(sql)).hasMessageContaining("append-only");
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> found = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        }
    }
}
