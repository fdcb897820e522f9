package steadfast.order.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import steadfast.order.ShopTest;
import steadfast.order.lifecycle.LateMoneyPolicy;
import steadfast.order.lifecycle.LatePaymentPolicy;

@QuarkusTest
class EveryPolicyForLateMoneyIsOnRecordTest extends ShopTest {

    private static final String CONFIGURED =
            "REFUND {\"issuing-shop\": \"ISSUE_IF_STOCK\", \"reviewing-shop\": \"REVIEW\"}";

    @Inject LateMoneyRecords audit;
    @Inject LateMoneyPolicy configured;
    @Inject DataSource dataSource;

    @Test
    void aStartWritesThePolicyDownUnlessItIsTheLastOneThatWas() throws SQLException {
        LateMoneyPolicy other =
                new LateMoneyPolicy(
                        LatePaymentPolicy.REFUND, Map.of("issuing-shop", LatePaymentPolicy.REVIEW));
        assertThat(recorded()).last().isEqualTo(CONFIGURED);
        int before = recorded().size();

        audit.record(configured);
        audit.record(other);
        audit.record(other);
        audit.record(configured);

        assertThat(recorded().subList(before, recorded().size()))
                .containsExactly("REFUND {\"issuing-shop\": \"REVIEW\"}", CONFIGURED);
    }

    private List<String> recorded() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select by_default || ' ' || by_storefront from late_money_policy"
                                        + " order by id")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
