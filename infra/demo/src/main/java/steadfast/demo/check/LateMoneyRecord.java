package steadfast.demo.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import steadfast.demo.scenario.DemoFailure;
import steadfast.events.OrderId;

/** The append-only record of what the merchant's policy did with late money. */
final class LateMoneyRecord {

    private static final String ISSUED =
            "select order_id from late_money_decision where outcome = 'ISSUING'";

    private final String jdbcUrl;

    LateMoneyRecord(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /**
     * The orders whose cards were issued by policy although their buyers had been told no.
     *
     * @throws DemoFailure if the record can't be read
     */
    Set<OrderId> issued() {
        Set<OrderId> orders = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ISSUED)) {
            while (found.next()) {
                orders.add(new OrderId(found.getObject("order_id", UUID.class)));
            }
            return orders;
        } catch (SQLException e) {
            throw new DemoFailure("the record of late money can't be read: " + e.getMessage(), e);
        }
    }
}
