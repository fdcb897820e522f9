package steadfast.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import steadfast.events.OrderId;
import steadfast.testkit.TestRecord;
import steadfast.testkit.TestRecords;

/** All that the service holds of an order, and all findings that it said about it. */
@Singleton
class StateOfAnOrder {
    private final DataSource database;
    private final TestRecords records = TestRecords.ofApplication();

    StateOfAnOrder(DataSource database) {
        this.database = database;
    }

    /** Payments, remembered claims and findings, as text to compare. */
    record Snapshot(List<String> payments, List<String> claims, List<TestRecord> findings) {}

    Snapshot of(OrderId order) {
        awaitAllPublished(order);
        return new Snapshot(payments(order), claims(order), findings(order));
    }

    /** What was said and where, of a callback or anybody else. */
    List<TestRecord> findings(OrderId order) {
        awaitAllPublished(order);
        return records.all("payment-findings", order.toString());
    }

    private List<String> payments(OrderId order) {
        return rows("select p::text from payment p where p.order_id::text = ? order by 1", order);
    }

    /** The remembered claims, without their times. */
    List<String> claimCounts(OrderId order) {
        return rows(
                """
                select claim || ' ' || times from gateway_callback
                where payment_id like ? || '-%' order by 1\
                """,
                order);
    }

    private List<String> claims(OrderId order) {
        return rows(
                """
                select c::text from gateway_callback c
                where payment_id like ? || '-%' order by 1\
                """,
                order);
    }

    private void awaitAllPublished(OrderId order) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(rows("select type from outbox where record_key =" + " ?", order))
                                .isEmpty());
    }

    private List<String> rows(String sql, OrderId order) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, order.toString());
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void close() {
        records.close();
    }
}
